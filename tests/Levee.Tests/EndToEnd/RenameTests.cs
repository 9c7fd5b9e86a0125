namespace Levee.Tests.EndToEnd;

[Slow]
public sealed class RenameTests : IDisposable
{
    private const string Schema = "prisma/schema.prisma";
    private const string Folder = "prisma/migrations";

    private readonly Sandbox _sandbox = Sandbox.With(
        (
            Schema,
            """
            datasource db {
              provider = "postgresql"
              url      = env("DATABASE_URL")
            }

            enum Color {
              RED
              BLUE
            }

            model User {
              id    Int     @id @default(autoincrement())
              email String  @unique
              name  String?
              color Color   @default(RED)
            }

            """
        )
    );

    public RenameTests()
    {
        var run = _sandbox.Levee("generate", "init");
        Assert.True(run.Code == 0, run.ToString());
        _sandbox.Commit("Add the first migration");
        _sandbox.Git("push", "--quiet", "origin", "HEAD:main");
    }

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public void A_renamed_column_is_renamed_and_nothing_else()
    {
        _sandbox.Replace(Schema, "name  String?", "fullName String?");

        var run = _sandbox.Levee("generate", "--rename", "User.name=fullName", "rename_name");

        Assert.True(run.Code == 0, run.ToString());
        Assert.Equal("ALTER TABLE \"User\" RENAME COLUMN \"name\" TO \"fullName\";", Newest());
        Assert.Contains("rename-column", run.Talk);
        Assert.Contains("no changes", _sandbox.Levee("generate", "again").Output);
    }

    [Fact]
    public void A_table_with_its_key_an_enum_value_and_a_unique_column_are_renamed_together()
    {
        _sandbox.Replace(Schema, "User", "Person");
        _sandbox.Replace(Schema, "RED", "CRIMSON");
        _sandbox.Replace(Schema, "email ", "mail ");

        var run = _sandbox.Levee(
            "generate",
            "x",
            "--rename",
            "User=Person",
            "--rename",
            "Person.email=mail",
            "--rename",
            "Color.RED=CRIMSON"
        );
        Assert.True(run.Code == 0, run.ToString());
        Assert.DoesNotContain("DROP", Newest());
        Assert.Contains("no changes", _sandbox.Levee("generate", "again").Output);
    }

    [Theory]
    [InlineData("name  String?", "fullName String?", "User.name=fullName")]
    [InlineData("User", "Person", "User=Person")]
    [InlineData("RED", "CRIMSON", "Color.RED=CRIMSON")]
    [InlineData("Color", "Colour", "Color=Colour")]
    public void Without_the_flag_the_refusal_says_what_looks_like_a_rename_and_how_to_say_so(
        string old,
        string @new,
        string request
    )
    {
        _sandbox.Replace(Schema, old, @new);

        var refused = _sandbox.Levee("generate", "x");

        Assert.True(refused.Code == 2, refused.ToString());
        Assert.Contains(
            $"looks like a rename: to keep what it holds, run again with --rename '{request}'",
            refused.Talk
        );
        var run = _sandbox.Levee("generate", "x", "--rename", request);
        Assert.True(run.Code == 0, run.ToString());
        Assert.Contains("RENAME", Newest());
        Assert.Contains("no changes", _sandbox.Levee("generate", "again").Output);
    }

    [Theory]
    [InlineData("User.title=fullName", 1, "the migrations make no column User.title")]
    [InlineData("User.name=nick", 1, "the schema has no column User.nick")]
    [InlineData("User.name", 64, "names no renaming")]
    public void A_wrong_name_is_refused_and_nothing_is_written(string request, int code, string says)
    {
        _sandbox.Replace(Schema, "name  String?", "fullName String?");
        var before = _sandbox.State();

        var run = _sandbox.Levee("generate", "x", "--rename", request);

        Assert.True(run.Code == code, run.ToString());
        Assert.Contains(says, run.Talk);
        Assert.Equal(before, _sandbox.State());
    }

    /// <summary>The statements of the newest migration without their comments.</summary>
    private string Newest() =>
        string.Join(
            '\n',
            _sandbox
                .Read($"{Folder}/{_sandbox.Migrations(Folder)[^1]}/migration.sql")
                .Split('\n')
                .Where(line => line.Length > 0 && !line.StartsWith("--"))
        );
}
