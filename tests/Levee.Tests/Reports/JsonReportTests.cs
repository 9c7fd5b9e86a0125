using System.Text.Json;
using Levee.Core;
using Levee.Core.Diagnostics;
using Levee.Core.Reports;
using Levee.Core.Text;

namespace Levee.Tests.Reports;

public sealed class JsonReportTests
{
    [Fact]
    public void Carries_everything_that_the_report_holds()
    {
        var script = new SourceText("m/x/migration.sql", "SELECT 1;\nDROP TABLE \"Zoë\";\n");
        var report = new Report("generate", ExitCode.Destructive)
        {
            Diagnostics =
            [
                Diagnostic.Error("drop-table", "drops Zoë", script.At(new(10, 10))) with
                {
                    Object = "table public.Zoë",
                    Cause = "c",
                    Notes = ["n"],
                    Help = ["h"],
                },
            ],
            Refusals = [new(ExitCode.Destructive, "T", ["a", "b"], ["c"])],
            Migrations =
            [
                new("x", script, MigrationState.Planned)
                {
                    Steps = [new("DropTable", "[-] Zoë")],
                    Locks = [new("Zoë", "ACCESS EXCLUSIVE", "reads and writes", script.At(new(10, 10)))],
                },
            ],
            Summary = ["s"],
            Facts = [new("base", "origin/main")],
        };

        var text = new JsonReport().Render(report);
        var root = JsonDocument.Parse(text).RootElement;

        Assert.EndsWith("}\n", text, StringComparison.Ordinal);
        Assert.Contains("Zoë", text, StringComparison.Ordinal);
        Assert.Equal(1, root.GetProperty("schemaVersion").GetInt32());
        Assert.Equal("destructive", root.GetProperty("verdict").GetString());
        Assert.Equal(2, root.GetProperty("exitCode").GetInt32());
        var drop = root.GetProperty("diagnostics")[0];
        Assert.Equal("table public.Zoë", drop.GetProperty("object").GetString());
        Assert.Equal("DROP TABLE", drop.GetProperty("location").GetProperty("text").GetString());
        Assert.Equal(2, drop.GetProperty("location").GetProperty("line").GetInt32());
        Assert.Equal("a\nb", root.GetProperty("refusals")[0].GetProperty("forPeople").GetString());
        Assert.Equal(script.Text, root.GetProperty("migrations")[0].GetProperty("sql").GetString());
        Assert.Equal(2, root.GetProperty("migrations")[0].GetProperty("locks")[0].GetProperty("line").GetInt32());
        Assert.Equal("origin/main", root.GetProperty("facts").GetProperty("base").GetString());
    }

    [Fact]
    public void Leaves_out_what_there_is_not()
    {
        var text = new JsonReport().Render(new("sync", ExitCode.Done) { Diagnostics = [Diagnostic.Note("a", "b")] });

        Assert.DoesNotContain("location", text, StringComparison.Ordinal);
        Assert.DoesNotContain("null", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("text")]
    [InlineData("json")]
    public void Every_named_format_is_found(string name) => Assert.NotNull(ReportFormat.Find(name, TextStyle.Plain));

    [Fact]
    public void No_other_format_is_found() => Assert.Null(ReportFormat.Find("yaml", TextStyle.Plain));
}
