using System.Diagnostics;
using Levee.Cli.Terminal;

namespace Levee.Tests.Terminal;

public sealed class SecretsTests
{
    [Theory]
    [InlineData("postgresql://me:secret@host:5432/db", "postgresql://me:***@host:5432/db")]
    [InlineData("postgres://me:se@cr@et@host/db?x=1", "postgres://me:***@host/db?x=1")]
    [InlineData(
        "cannot fetch https://x-access-token:ghp_abc@github.com/a/b.git now",
        "cannot fetch https://x-access-token:***@github.com/a/b.git now"
    )]
    [InlineData("https://ghp_abc@github.com/a", "https://***@github.com/a")]
    [InlineData("postgresql://me@host/db", "postgresql://me@host/db")]
    [InlineData("postgresql://:secret@host/db", "postgresql://:***@host/db")]
    [InlineData("postgresql://h/db?password=secret&a=b", "postgresql://h/db?password=***&a=b")]
    [InlineData("Host=h;Password=secret;Username=u", "Host=h;Password=***;Username=u")]
    [InlineData("git@github.com:a/b.git", "git@github.com:a/b.git")]
    [InlineData("write to me@example.com: now", "write to me@example.com: now")]
    [InlineData(
        "CREATE ROLE app LOGIN PASSWORD 'se''cret' VALID UNTIL 'x'",
        "CREATE ROLE app LOGIN PASSWORD *** VALID UNTIL 'x'"
    )]
    [InlineData("ALTER ROLE app ENCRYPTED PASSWORD $a$secret$a$;", "ALTER ROLE app ENCRYPTED PASSWORD ***;")]
    [InlineData("alter user a password E'secret'", "alter user a password ***")]
    [InlineData("CREATE ROLE a PASSWORD 'secret", "CREATE ROLE a PASSWORD ***")]
    [InlineData("CREATE ROLE a PASSWORD NULL", "CREATE ROLE a PASSWORD NULL")]
    [InlineData("the column \"password\" of \"User\"", "the column \"password\" of \"User\"")]
    [InlineData("password_hash = 'kept'", "password_hash = 'kept'")]
    [InlineData("{\"password\": \"secret\", \"a\": 1}", "{\"password\": ***, \"a\": 1}")]
    [InlineData("PGPASSWORD=secret psql", "PGPASSWORD=*** psql")]
    [InlineData("mysql://root:secret@h/d", "mysql://root:***@h/d")]
    [InlineData("jdbc:postgresql://h/d?user=u&password=secret", "jdbc:postgresql://h/d?user=u&password=***")]
    [InlineData("prisma+postgres://accelerate/?api_key=secret", "prisma+postgres://accelerate/?api_key=***")]
    [InlineData("postgresql://me:se/cr?et#@host/db", "postgresql://me:***@host/db")]
    [InlineData("postgresql:me:secret@host:5432/db", "postgresql:me:***@host:5432/db")]
    [InlineData("me:secret@host:5432/db", "me:***@host:5432/db")]
    [InlineData("id BIGINT, at TIMESTAMP(3)::text@>x", "id BIGINT, at TIMESTAMP(3)::text@>x")]
    [InlineData("postgresql://me@h/d;postgresql://me:secret@h/d", "postgresql://me@h/d;postgresql://me:***@h/d")]
    [InlineData("http://localhost:8080/a@b", "http://localhost:8080/a@b")]
    public void Takes_the_password_out(string text, string masked) => Assert.Equal(masked, Secrets.Mask(text));

    [Theory]
    [InlineData("a://b:c@")]
    [InlineData("password = '")]
    [InlineData("password $")]
    [InlineData("x:y@h/")]
    [InlineData("a://b@")]
    public void Megabytes_take_no_longer_than_their_length_asks_for(string piece)
    {
        var text = string.Concat(Enumerable.Repeat(piece, 4_000_000 / piece.Length));
        var watch = Stopwatch.StartNew();

        Secrets.Mask(text);

        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), $"it took {watch.Elapsed}");
    }
}
