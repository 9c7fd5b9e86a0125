using Levee.Cli;
using Levee.Cli.CommandLine;
using Levee.Cli.Pipeline;
using Levee.Cli.Replay;
using Levee.Core.Schema;
using Levee.Tests.Postgres;

namespace Levee.Tests.Parity;

/// <summary><c>levee diff</c> in this process: what its options say becomes a script.</summary>
internal static class DiffCommand
{
    public static async Task<string> ToSqlAsync(string from, string to)
    {
        var common = new CommonOptions();
        var parsed = Program.Commands(common, TimeProvider.System).Parse(["diff", "--from", from, "--to", to]);
        var run = new Run(parsed, common, TimeProvider.System);
        var sources = new Pair<string>(from, to).Map(text =>
            Source.Parse(text, Directory.GetCurrentDirectory(), _ => null)
        );
        await using var shadows = new ShadowDatabases(Histories.Options);
        return (
            await Cli.Commands.Diff.PlanAsync(run, shadows, sources, TestContext.Current.CancellationToken)
        ).ToSql();
    }

    /// <summary>From nothing to a schema of one text.</summary>
    public static async Task<string> ToSqlAsync(string schema)
    {
        using var folder = new TempFolder();
        folder.Write("schema.prisma", schema);
        return await ToSqlAsync("empty", $"schema:{folder["schema.prisma"]}");
    }
}
