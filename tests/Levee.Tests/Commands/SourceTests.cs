using Levee.Cli.Pipeline;
using Levee.Core;
using Levee.Core.Diagnostics;

namespace Levee.Tests.Commands;

public sealed class SourceTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_form_has_its_prefix()
    {
        Assert.Equal(new Source.Empty(), Parse("empty"));
        Assert.Equal(new Source.SchemaFile(_folder["a b"]), Parse("schema:a b"));
        Assert.Equal(new Source.SchemaFile("/x/y.prisma"), Parse("schema:/x/y.prisma"));
        Assert.Equal(new Source.Migrations(_folder["m"]), Parse("migrations:m"));
        Assert.Equal(new Source.Script(_folder["a.txt"]), Parse("sql:a.txt"));
        Assert.Equal(new Source.Revision("main~2"), Parse("git:main~2"));
        Assert.Equal(new Source.Database("postgresql://u:p@h/d"), Parse("database:postgresql://u:p@h/d"));
    }

    [Fact]
    public void What_can_be_recognised_needs_no_prefix()
    {
        _folder.Write("migrations/1_a/migration.sql", "");
        _folder.Write("schema/a.prisma", "");

        Assert.Equal(new Source.SchemaFile(_folder["x.prisma"]), Parse("x.prisma"));
        Assert.Equal(new Source.SchemaFile(_folder["schema"]), Parse("schema"));
        Assert.Equal(new Source.Migrations(_folder["migrations"]), Parse("migrations"));
        Assert.Equal(new Source.Script(_folder["x.sql"]), Parse("x.sql"));
        Assert.Equal(new Source.Database("postgresql://h/d"), Parse("postgresql://h/d"));
        Assert.Equal(new Source.Database("postgres://h/d"), Parse("postgres://h/d"));
    }

    [Fact]
    public void A_database_without_an_address_takes_the_one_of_the_environment()
    {
        Assert.Equal(new Source.Database("postgresql://h/d"), Source.Parse("database:", "/", _ => "postgresql://h/d"));
        Assert.Equal("no-database-url", Refused("database:").Diagnostics[0].Code);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("schema:")]
    [InlineData("mysql://h/d")]
    [InlineData("")]
    public void Anything_else_is_wrong_usage(string text) => Assert.Equal(ExitCode.Usage, Refused(text).ExitCode);

    private Source Parse(string text) => Source.Parse(text, _folder.Path, _ => null);

    private LeveeException Refused(string text) => Assert.Throws<LeveeException>(() => Parse(text));
}
