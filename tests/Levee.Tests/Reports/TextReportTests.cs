using Levee.Core;
using Levee.Core.Diagnostics;
using Levee.Core.Guards;
using Levee.Core.Reports;
using Levee.Core.Text;

namespace Levee.Tests.Reports;

public sealed class TextReportTests
{
    private static readonly SourceText Script = new(
        "migrations/20261122_x/migration.sql",
        "-- AlterTable\n\nALTER TABLE \"users\" DROP COLUMN \"email\";\n"
    );

    [Fact]
    public void Shows_the_line_with_carets_under_the_place()
    {
        var drop = Diagnostic.Error(
            "drop-column",
            "drops column users.email and the values in it",
            Find(Script, "DROP COLUMN")
        ) with
        {
            Notes = ["in the rehearsal 2 of 2 rows lost a value"],
            Cause = "you removed it in commit 1234567",
            Help = ["stop reading and writing the column in one release, and drop it in the next"],
        };

        Assert.Equal(
            """
            error[drop-column]: drops column users.email and the values in it
              --> migrations/20261122_x/migration.sql:3:21
               |
             3 | ALTER TABLE "users" DROP COLUMN "email";
               |                     ^^^^^^^^^^^
               = in the rehearsal 2 of 2 rows lost a value
               = cause: you removed it in commit 1234567
               = help: stop reading and writing the column in one release, and drop it in the next
            """,
            Render(drop)
        );
    }

    [Fact]
    public void Brackets_a_place_of_several_lines()
    {
        var source = new SourceText("a.prisma", "model A {\n  id Int\n}\n");

        Assert.Equal(
            """
            warning[x]: y
              --> a.prisma:1:1
               |
             1 | / model A {
             2 | |   id Int
             3 | | }
               | |_^
            """,
            Render(Diagnostic.Warning("x", "y", source.At(new(0, source.Length))))
        );
    }

    [Fact]
    public void Brackets_a_place_that_begins_in_the_middle_of_a_line_and_leaves_out_the_middle_of_a_long_one()
    {
        var source = new SourceText("a.sql", "SELECT (\n1,\n2,\n3,\n4,\n5,\n6\n);\n");

        Assert.Equal(
            """
            note[x]: y
              --> a.sql:1:8
               |
             1 |   SELECT (
               |  ________^
             2 | | 1,
             3 | | 2,
            ...  |
             8 | | );
               | |_^
            """,
            Render(Diagnostic.Note("x", "y", source.At(TextSpan.FromBounds(7, source.Length - 2))))
        );
    }

    [Fact]
    public void Puts_the_caret_under_the_end_of_the_file() =>
        Assert.EndsWith(
            " 2 | b\n   |  ^",
            Render(Diagnostic.Error("x", "y", new SourceText("a", "a\nb").At(new(3, 0)))),
            StringComparison.Ordinal
        );

    [Fact]
    public void Counts_columns_as_the_terminal_draws_them()
    {
        var source = new SourceText("a", "\t'日本語' DROP");

        Assert.EndsWith(
            " 1 |     '日本語' DROP\n   |              ^^^^",
            Render(Diagnostic.Error("x", "y", Find(source, "DROP"))),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Cuts_a_long_line_around_the_place()
    {
        var source = new SourceText("a", new string('a', 500) + " DROP " + new string('b', 500));

        var lines = Render(Diagnostic.Error("x", "y", Find(source, "DROP"))).Split('\n');

        Assert.All(lines, line => Assert.True(line.Length < 160));
        Assert.Equal(lines[3].IndexOf("DROP", StringComparison.Ordinal), lines[4].IndexOf('^'));
    }

    [Fact]
    public void Lets_no_control_character_through()
    {
        var source = new SourceText("a\e[2J", "x\e]0;owned\a\u202e y");
        var text = Render(
            Diagnostic.Error("x", "name \e[31m", source.At(new(0, 1))) with
            {
                Notes = ["\r"],
                Help = ["\b"],
            }
        );

        Assert.DoesNotContain(text, character => char.IsControl(character) && character != '\n');
        Assert.DoesNotContain('\u202e', text);
    }

    [Fact]
    public void Without_colour_there_is_no_escape_and_with_it_the_same_words()
    {
        var report = new Report("generate", ExitCode.Destructive)
        {
            Diagnostics =
            [
                Diagnostic.Error("drop-column", "drops", Find(Script, "DROP")) with
                {
                    Notes = ["a\nb"],
                    Help = ["c\nd"],
                },
                Diagnostic.Warning("w", "warns", Script.At(new(0, Script.Length))),
            ],
            Refusals =
            [
                new(
                    ExitCode.Destructive,
                    "DESTRUCTIVE MIGRATION DETECTED",
                    ["nothing was written", "", "1. look"],
                    ["wait"]
                ),
            ],
            Summary = ["done"],
        };

        var plain = new TextReport(TextStyle.Plain).Render(report);
        var coloured = new TextReport(TextStyle.Color).Render(report);

        Assert.DoesNotContain('\e', plain);
        Assert.Contains('\e', coloured);
        Assert.Equal(plain, System.Text.RegularExpressions.Regex.Replace(coloured, "\e\\[[0-9;]*m", ""));
    }

    [Fact]
    public void The_banner_keeps_the_words_to_agents()
    {
        var refusal = new Refusal(
            ExitCode.Stale,
            "STALE BRANCH",
            ["main has 2 commits that you lack"],
            ["AI AGENTS: stop and ask"]
        );

        Assert.Equal(
            $"""
            {new string('=', 78)}
              STALE BRANCH
            {new string('=', 78)}
              main has 2 commits that you lack

              AI AGENTS: stop and ask
            {new string('=', 78)}

            """,
            new TextReport(TextStyle.Plain).Render(new Report("generate", ExitCode.Stale) { Refusals = [refusal] })
        );
    }

    [Fact]
    public void A_report_that_says_nothing_is_no_text() =>
        Assert.Equal("", new TextReport(TextStyle.Plain).Render(new Report("sync", ExitCode.Done)));

    private static string Render(Diagnostic diagnostic) => new TextReport(TextStyle.Plain).Render(diagnostic);

    private static SourceLocation Find(SourceText source, string text) =>
        source.At(new(source.Text.IndexOf(text, StringComparison.Ordinal), text.Length));
}
