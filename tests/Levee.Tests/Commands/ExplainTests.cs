using System.Text.Json;
using Levee.Cli.Commands;
using Levee.Cli.Workspace;
using Levee.Core;
using Levee.Core.Diagnostics;
using Levee.Core.Text;
using Levee.Tests.Reports;

namespace Levee.Tests.Commands;

public sealed class ExplainTests
{
    [Fact]
    public void Every_exit_code_has_its_page() =>
        Assert.All(
            Enum.GetValues<ExitCode>(),
            code => Assert.StartsWith($"# Exit {(int)code}: ", Explain.PageOf($"{(int)code}"), StringComparison.Ordinal)
        );

    [Theory]
    [InlineData("stale-branch")]
    [InlineData("error[stale-branch]:")]
    [InlineData("[stale-branch]")]
    public void A_code_is_found_as_it_was_printed(string typed) =>
        Assert.StartsWith("# stale-branch: ", Explain.PageOf(typed), StringComparison.Ordinal);

    [Theory]
    [InlineData("nonsense")]
    [InlineData("../codes/stale-branch")]
    [InlineData("7")]
    public void Nothing_else_is_found(string typed) => Assert.Null(Explain.PageOf(typed));

    [Fact]
    public void Every_page_says_more_than_its_title() =>
        Assert.All(Explain.Codes(), code => Assert.True(Explain.PageOf(code)!.Length > 120, code));
}

/// <summary><c>docs/levee.schema.json</c>, which editors use, against the reader that decides.</summary>
public sealed class ConfigSchemaTests
{
    private static readonly string SchemaFile = Path.Combine(Corpus.Repository, "docs", "levee.schema.json");

    [Fact]
    public void Names_the_keys_that_the_reader_knows()
    {
        var properties = JsonDocument.Parse(File.ReadAllText(SchemaFile)).RootElement.GetProperty("properties");
        var keys = properties
            .EnumerateObject()
            .Where(top => top.Name != "rules") // its keys are the rules
            .SelectMany(top =>
                top.Value.TryGetProperty("properties", out var inner)
                    ? inner
                        .EnumerateObject()
                        .Select(property => (Key: $"{top.Name}.{property.Name}", Schema: property.Value))
                    : [(Key: top.Name, Schema: top.Value)]
            )
            .Where(key => !IsListOfTables(key.Schema))
            .ToArray();

        Assert.Equal(14, keys.Length);
        Assert.All(keys, key => ConfigReader.Read(new SourceText("levee.toml", $"{key.Key} = {Sample(key.Schema)}\n")));
        var known = Assert.Throws<LeveeException>(() => ConfigReader.Read(new SourceText("levee.toml", "x = 1\n")));
        Assert.All(keys, key => Assert.Contains(key.Key, known.Diagnostics[0].Help[0], StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(
        """{ "schema": "a.prisma", "copies": ["b"], "postgres": { "version": 16 }, "policy": { "agent-consent": "human" } }""",
        true
    )]
    [InlineData("""{ "drift": { "accepted": [{ "change": "drop index i on T", "reason": "by hand" }] } }""", true)]
    [InlineData("""{ "drift": { "accepted": [{ "change": "drop index i on T" }] } }""", false)]
    [InlineData(
        """{ "project": [{ "name": "shop", "schema": "shop/a.prisma", "environment": { "init": "x" } }] }""",
        true
    )]
    [InlineData("""{ "project": [{ "schema": "shop/a.prisma" }] }""", false)]
    [InlineData("""{ "shcema": "a.prisma" }""", false)]
    [InlineData("""{ "copies": "b" }""", false)]
    [InlineData("""{ "policy": { "agent-consent": "none" } }""", false)]
    public void Takes_and_refuses_what_the_reader_does(string json, bool isFine)
    {
        var file = Path.Combine(Path.GetTempPath(), $"levee-config-{Guid.NewGuid():N}.json");
        File.WriteAllText(file, json);
        try
        {
            if (isFine)
                ConsumerTests.Read("schema", SchemaFile, file);
            else
                Assert.Contains("must", ConsumerTests.Refusal("schema", SchemaFile, file), StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static bool IsListOfTables(JsonElement schema) =>
        schema.TryGetProperty("items", out var items) && items.GetProperty("type").GetString() == "object";

    private static string Sample(JsonElement schema) =>
        schema.TryGetProperty("enum", out var values) ? values[0].GetRawText()
        : schema.GetProperty("type").GetString() == "integer" ? "16"
        : schema.GetProperty("type").GetString() == "array" ? $"[{Sample(schema.GetProperty("items"))}]"
        : "\"a\"";
}
