using Levee.Cli.Server;
using Levee.Core.Diagnostics;

namespace Levee.Tests.Postgres;

[Slow]
public sealed class DatabaseUrlTests
{
    [Fact]
    public void Reads_what_an_address_says()
    {
        var parsed = DatabaseUrl.Parse(
            "postgresql://m%40e:s%2Fecret@db.example:6543/my%20app?schema=app&sslmode=require&connection_limit=5"
        );

        Assert.Equal(("db.example", 6543, "my app"), (parsed.Host, parsed.Port, parsed.Database));
        Assert.Equal(("m@e", "s/ecret", "app"), (parsed.Username, parsed.Password, parsed.SearchPath));
        Assert.Equal(Npgsql.SslMode.Require, parsed.SslMode);
    }

    [Fact]
    public void A_socket_may_stand_in_the_parameters() =>
        Assert.Equal("/run/pg", DatabaseUrl.Parse("postgres://me@localhost/db?host=/run/pg").Host);

    [Theory]
    [InlineData("mysql://h/d")]
    [InlineData("postgresql://me:secret@h")]
    [InlineData("nonsense secret")]
    [InlineData("postgresql://me:secret@h/d?sslmode=secret-mode")]
    public void A_wrong_address_is_refused_without_being_repeated(string url)
    {
        var error = Assert.Throws<LeveeException>(() => DatabaseUrl.Parse(url)).Diagnostics[0];

        Assert.DoesNotContain(":secret", error.Message + string.Concat(error.Notes));
    }

    [Fact]
    public void Describes_a_database_without_user_and_password() =>
        Assert.Equal("d on h:5432", DatabaseUrl.Describe("postgresql://me:secret@h/d"));
}
