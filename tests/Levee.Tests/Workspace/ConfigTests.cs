using Levee.Cli.Workspace;
using Levee.Core.Diagnostics;
using Levee.Core.Guards;
using Levee.Core.Text;

namespace Levee.Tests.Workspace;

public sealed class ConfigTests
{
    [Fact]
    public void Reads_every_key()
    {
        var config = Read(
            """
            schema = "schema.prisma"
            copies = ["litellm/proxy/schema.prisma", "extras/schema.prisma"]
            migrations = "extras/migrations"
            base-branch = "main"
            remote = "upstream"
            [postgres]
            version = 16
            bin = "/opt/pg/bin"
            [environment]
            init = "levee/environment.sql"
            preset = ["supabase", "neon"]
            external = ["auth.*"]
            extensions = ["vector"]
            [policy]
            agent-consent = "human"
            fail-on = "may-fail"
            """
        );

        Assert.Equal("schema.prisma", config.Schema);
        Assert.Equal(["litellm/proxy/schema.prisma", "extras/schema.prisma"], config.Copies);
        Assert.Equal("extras/migrations", config.Migrations);
        Assert.Equal("main", config.BaseBranch);
        Assert.Equal("upstream", config.Remote);
        Assert.Equal(16, config.Postgres.Version);
        Assert.Equal("/opt/pg/bin", config.Postgres.Bin);
        Assert.Equal("levee/environment.sql", config.Environment.Init);
        Assert.Equal(["supabase", "neon"], config.Environment.Preset);
        Assert.Equal(["auth.*"], config.Environment.External);
        Assert.Equal(["vector"], config.Environment.Extensions);
        Assert.Equal(ConsentPolicy.Human, config.Policy.AgentConsent);
        Assert.Equal(FailOn.MayFail, config.Policy.FailOn);
    }

    [Fact]
    public void A_rule_of_no_loss_is_told_as_the_project_wants()
    {
        var rules = Read("[rules]\nlock-timeout-missing = \"off\"\nrewrite-table = \"note\"").Rules;
        var found = rules.Apply([
            Diagnostic.Note("lock-timeout-missing", "waits"),
            Diagnostic.Warning("rewrite-table", "rewrites"),
            Diagnostic.Error("drop-table", "drops"),
        ]);

        Assert.Equal(
            [("rewrite-table", Severity.Note), ("drop-table", Severity.Error)],
            found.Select(finding => (finding.Code, finding.Severity))
        );
    }

    [Theory]
    [InlineData("[rules]\ndrop-table = \"off\"", "config-guarded-rule")]
    [InlineData("[rules]\nunproven-change = \"note\"", "config-guarded-rule")]
    [InlineData("[rules]\nlock-timeout-mising = \"off\"", "config-unknown-key")]
    [InlineData("[rules]\nlock-timeout-missing = false", "config-wrong-type")]
    [InlineData("[rules]\nlock-timeout-missing = \"error\"", "config-wrong-type")]
    public void No_rule_of_a_loss_is_turned_off_and_no_typo_is_taken(string text, string code) =>
        Assert.Equal(code, Assert.Throws<LeveeException>(() => Read(text)).Diagnostics[0].Code);

    [Fact]
    public void An_empty_file_and_empty_values_ask_for_the_defaults()
    {
        Assert.Equal(new Config(), Read(""));
        Assert.Null(Read("[postgres]\nbin = \"\"").Postgres.Bin);
    }

    [Theory]
    [InlineData("shcema = \"a\"", "config-unknown-key", "levee.toml:1:1", "shcema")]
    [InlineData("[policy]\nallow-destructive = true", "config-unknown-key", "levee.toml:2:1", "allow-destructive")]
    [InlineData("[guards]\nfreshness = false", "config-unknown-key", "levee.toml:1:2", "guards")]
    [InlineData("[[policy]]\nfail-on = \"never\"", "config-unknown-key", "levee.toml:1:3", "policy")]
    [InlineData("[environment]\npreset = [\"supabse\"]", "config-wrong-type", "levee.toml:2:10", "[\"supabse\"]")]
    [InlineData("schema = 3", "config-wrong-type", "levee.toml:1:10", "3")]
    [InlineData("copies = \"a\"", "config-wrong-type", "levee.toml:1:10", "\"a\"")]
    [InlineData("copies = [\"a\", 7]", "config-wrong-type", "levee.toml:1:16", "7")]
    [InlineData("[postgres]\nversion = \"16\"", "config-wrong-type", "levee.toml:2:11", "\"16\"")]
    [InlineData("[postgres]\nversion = 160", "config-wrong-type", "levee.toml:2:11", "160")]
    [InlineData("postgres.verison = 16", "config-unknown-key", "levee.toml:1:1", "postgres.verison")]
    [InlineData("policy = { fail-onn = \"never\" }", "config-unknown-key", "levee.toml:1:12", "fail-onn")]
    [InlineData("[policy]\nagent-consent = \"yes\"", "config-wrong-type", "levee.toml:2:17", "\"yes\"")]
    public void A_typo_is_refused_with_its_place(string text, string code, string place, string underlined)
    {
        var error = Assert.Single(Refused(text));

        Assert.Equal(code, error.Code);
        Assert.Equal(place, error.At.ToString());
        Assert.Equal(underlined, error.At!.Value.Source[error.At.Value.Span]);
    }

    [Fact]
    public void Says_where_the_file_is_no_TOML()
    {
        var errors = Refused("schema = \"a\nremote = 1");

        Assert.Contains(errors, error => error.Code == "config-syntax" && error.At!.Value.Start.Line == 1);
    }

    [Fact]
    public void Names_every_error_at_once() => Assert.Equal(2, Refused("a = 1\nb = 2").Count);

    [Fact]
    public void A_key_given_twice_is_refused() => Assert.NotEmpty(Refused("schema = \"a\"\nschema = \"b\""));

    private static Config Read(string text) => ConfigReader.Read(new SourceText("levee.toml", text));

    private static Levee.Core.ValueList<Diagnostic> Refused(string text) =>
        Assert.Throws<LeveeException>(() => Read(text)).Diagnostics;
}
