using Levee.Cli.Workspace;
using Levee.Core.Diagnostics;
using Levee.Core.Text;

namespace Levee.Tests.Fuzz;

/// <summary>Mutated configurations: each is read, or refused with places inside of it.</summary>
[Slow]
public sealed class ConfigFuzzTests
{
    private static readonly string[] Corpus =
    [
        """
            schema = "schema.prisma"
            copies = ["litellm/proxy/schema.prisma", 'other/schema.prisma']
            migrations = "db/migrations"
            base-branch = "main"
            remote = "origin"
            [postgres]
            version = 16
            bin = ""
            [policy]
            agent-consent = "claimed"
            fail-on = "destructive" # and more
            """,
        """
            postgres = { version = 15, bin = "/usr/lib/postgresql/15/bin" }
            policy.agent-consent = "human"
            copies = [
              "a",
              "b", # c
            ]
            """,
        "schema =",
        "",
    ];

    private static readonly string[] Pieces =
    [
        "schema",
        "copies",
        "migrations",
        "base-branch",
        "remote",
        "[postgres]",
        "[policy]",
        "[[policy]]",
        "version",
        "postgres.version",
        "policy",
        "[",
        "]",
        "[[",
        "]]",
        "{",
        "}",
        "=",
        ".",
        ",",
        "\"",
        "'",
        "\"\"\"",
        "'''",
        "#",
        "\n",
        "\r\n",
        "\r",
        "\t",
        " ",
        "\\",
        "\\u0000",
        "\\ud800",
        "\\U00110000",
        "\\x",
        "0",
        "-1",
        "1e5",
        "0x10",
        "0b2",
        "nan",
        "inf",
        "99999999999999999999",
        "true",
        "1979-05-27T07:32:00Z",
        "1979-05-27",
        "07:32:00",
        "\"\"",
        "''",
        "\0",
        "é",
        "\ud83d",
        "\ufeff",
        "\u2028",
        "= =",
        "[environment]",
        "init",
        "preset",
        "external",
    ];

    [Fact]
    public void Every_configuration_is_read_or_refused() =>
        Fuzzing.Run("levee.toml", 4_000, 200_000, random => new TextMutator(random, Corpus, Pieces).Next(), Check);

    [Theory]
    [InlineData("schema =")]
    [InlineData("copies = [\"a\",")]
    [InlineData("copies = [,]")]
    [InlineData("postgres = {")]
    [InlineData("postgres = { version }")]
    [InlineData("[]")]
    [InlineData("[")]
    [InlineData("= 1")]
    [InlineData("policy.")]
    public void Half_a_configuration_is_an_error_with_a_place(string text)
    {
        var refused = Assert.Throws<LeveeException>(() => ConfigReader.Read(new SourceText(Config.FileName, text)));

        Assert.All(refused.Diagnostics, error => Assert.NotNull(error.At));
    }

    [Theory]
    [InlineData("a = ", "[")]
    [InlineData("a = ", "{a=")]
    public void Brackets_without_an_end_are_an_error(string start, string bracket) =>
        Assert.Throws<LeveeException>(() =>
            ConfigReader.Read(
                new SourceText(Config.FileName, start + string.Concat(Enumerable.Repeat(bracket, 200_000)))
            )
        );

    private static void Check(string text)
    {
        try
        {
            ConfigReader.Read(new SourceText(Config.FileName, text));
        }
        catch (LeveeException refused)
        {
            Assert.NotEmpty(refused.Diagnostics);
            Assert.All(refused.Diagnostics, error => Assert.InRange(error.At!.Value.Span.End, 0, text.Length));
        }
    }
}
