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
    public void Takes_the_password_out(string text, string masked) => Assert.Equal(masked, Secrets.Mask(text));
}
