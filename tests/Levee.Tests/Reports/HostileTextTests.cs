using System.Text.Json;
using Levee.Core;
using Levee.Core.Diagnostics;
using Levee.Core.Reports;
using Levee.Core.Text;

namespace Levee.Tests.Reports;

/// <summary>Names, messages and SQL of strangers in every format: nothing that moves a cursor, turns text around, or is taken
/// for a command by what runs CI.</summary>
public sealed class HostileTextTests
{
    private const string Hostile =
        "x\e[2J\r\u202egnp.exe\u2066\u200b\u2028\0 ##[add-mask]a ##vso[task.setvariable variable=x]y ##teamcity[z\n::set-output name=a::b\n  ::add-mask::c";

    public static TheoryData<string> Formats => [.. ReportFormat.Names];

    [Theory]
    [MemberData(nameof(Formats))]
    public void No_format_lets_it_through(string format)
    {
        var text = ReportFormat.Find(format, TextStyle.Plain)!.Render(Report());

        foreach (var hidden in new[] { "\e", "\u202e", "\u2066", "\u200b", "\u2028", "\0", "\r" })
            Assert.DoesNotContain(hidden, text, StringComparison.Ordinal);
        foreach (var command in new[] { "##[", "##vso[", "##teamcity[" })
            Assert.DoesNotContain(command, text, StringComparison.Ordinal);
        Assert.All(text.Split('\n'), line => Assert.DoesNotMatch("^\\s*::(?!(error|warning|notice) )", line));
    }

    [Fact]
    public void Programs_read_the_same_text_as_ever()
    {
        var json = new JsonReport().Render(Report());

        using var read = JsonDocument.Parse(json);
        Assert.Equal(Hostile, read.RootElement.GetProperty("diagnostics")[0].GetProperty("message").GetString());
    }

    private static Report Report()
    {
        var source = new SourceText($"a/{Hostile}.sql", Hostile);
        return new("check", ExitCode.Destructive)
        {
            Diagnostics =
            [
                Diagnostic.Error("drop-column", Hostile, source.At(new(0, source.Length))) with
                {
                    Notes = [Hostile],
                    Help = [Hostile],
                    Object = $"column {Hostile}",
                    Cause = Hostile,
                },
                Diagnostic.Warning("no-place", Hostile),
            ],
            Refusals = [new(ExitCode.Destructive, Hostile, [Hostile], [Hostile])],
            Migrations = [new(Hostile, source, MigrationState.Planned) { ShowsSql = true }],
            Summary = [Hostile],
            Facts = [new("base", Hostile)],
            Anchor = Hostile,
        };
    }
}
