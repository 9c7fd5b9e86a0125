using System.CommandLine;
using Levee.Cli.CommandLine;
using Levee.Cli.Pipeline;
using Levee.Core;
using Levee.Core.Diff;
using Levee.Core.Diff.Renames;
using Levee.Core.Guards;

namespace Levee.Cli.Commands;

/// <summary><c>levee generate</c>: the main job. The pipeline is in <see cref="Generation"/>.</summary>
internal static class Generate
{
    private static readonly ValueList<(string Line, string Does)> Examples =
    [
        ("levee generate add_team_budget", "check, replay, compare, rehearse, write"),
        ("levee generate add_team_budget --dry-run", "the same, and print the SQL instead"),
        ("levee generate rename_name --rename 'User.name=fullName'", "keep the values of a renamed column"),
        ("levee generate add_team_budget --base-branch release/2.1", "be fresh against another branch"),
        ("levee generate --empty fill_in_names", "a folder and a file for SQL that you write yourself"),
    ];

    private static Argument<string> Name() =>
        new("name") { Description = "What the migration does: letters, digits, _ and -; blanks become _" };

    public static Command Create(CommonOptions common, TimeProvider clock)
    {
        var name = Name();
        var baseBranch = CommonOptions.BaseBranch();
        var skip = Bypasses.Option(
            BypassFlag.SkipFreshnessCheck,
            "Leave the freshness check out: for a migration meant for an older base; an AI agent needs =<code>, a person does not"
        );
        var allow = Bypasses.Option(
            BypassFlag.AllowDestructive,
            "Write a migration that destroys data, with an approval line for each object; an AI agent needs =<code>, a person does not"
        );
        var renames = new Option<string[]>("--rename")
        {
            Description =
                "Rename instead of dropping and adding: 'Model.old=new', 'Old=New', 'Enum.OLD=NEW'; may be repeated",
            HelpName = "old=new",
        };
        var dryRun = new Option<bool>("--dry-run")
        {
            Description = "Do everything but write; the SQL goes to standard output",
        };
        var empty = new Option<bool>("--empty")
        {
            Description = "Write a migration without SQL, for you to fill in; the schema is not looked at",
        };
        var withBaseDrift = new Option<bool>("--with-base-drift")
        {
            Description = "Also write what the base's schema has and its migrations lack",
        };
        var command = new LeveeCommand("generate", "Make the next migration, or refuse and say why")
        {
            Examples = Examples,
            ExitCodes = [ExitCode.Destructive, ExitCode.Stale, ExitCode.CopiesDiffer],
            Notes = ["When several refusals apply all are printed; the code is the first of 4, 3, 2."],
        };
        command.Takes(name, baseBranch, skip, allow, renames, dryRun, empty, withBaseDrift);
        command.Runs(
            common,
            clock,
            (run, result, cancel) =>
                new Generation(
                    run,
                    new GenerateRequest(
                        Core.History.MigrationName.TitleOf(result.GetRequiredValue(name)),
                        result.GetValue(baseBranch),
                        Bypasses.Of(result, skip, BypassFlag.SkipFreshnessCheck),
                        Bypasses.Of(result, allow, BypassFlag.AllowDestructive),
                        (result.GetValue(renames) ?? []).Select(RenameRequest.Parse).ToValueList(),
                        result.GetValue(dryRun)
                    )
                    {
                        IsEmpty = result.GetValue(empty),
                        WithBaseDrift = result.GetValue(withBaseDrift),
                    }
                ).RunAsync(cancel)
        );
        return command;
    }
}
