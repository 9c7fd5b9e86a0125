using Levee.Core.Diagnostics;
using Levee.Core.History;
using Levee.Core.Sql;
using Levee.Core.Text;

namespace Levee.Core.Deploy;

/// <summary>What to do where the database has migrations that are newer than this checkout.</summary>
public enum AheadPolicy
{
    /// <summary>Refuse where there is something to apply as well; else say so.</summary>
    Warn,
    Refuse,
    Ignore,
}

/// <param name="AcceptedOrder">Overtaken migrations that a person or a proof accepted in the order of this database, by name.</param>
/// <param name="HasTables">Whether the ledger's schema holds tables besides it.</param>
public sealed record DeploymentPolicy(AheadPolicy Ahead, ValueList<string> AcceptedOrder, bool HasTables);

/// <summary>What the ledger and the folders alone say against a deployment. All of it, before anything is written.</summary>
public static class DeploymentChecks
{
    public static IEnumerable<Diagnostic> Of(DatabaseHistory history, DeploymentPolicy policy) =>
        [
            .. history.Failed.Select(Failed),
            .. history.Edited.Select(migration => Edited(migration, history)),
            .. history.Missing.Select(Missing),
            .. Ahead(history, policy),
            .. history.Overtaken.Where(own => !policy.AcceptedOrder.Contains(own.Name)).Select(Overtaken),
            .. Unmanaged(history, policy),
            .. history.Pending.SelectMany(OwnTransactions),
        ];

    /// <summary>What a run that finds these answers: cause before symptom.</summary>
    public static ExitCode ExitCodeOf(IReadOnlyCollection<Diagnostic> found)
    {
        var errors = found.Where(one => one.Severity == Severity.Error).Select(one => one.Code).ToHashSet();
        return errors.Count == 0 ? ExitCode.Done
            : errors.Overlaps(["migration-edited", "migration-missing", "migration-overtaken", "database-ahead"])
                ? ExitCode.HistoryBroken
            : errors.Contains("not-approved") ? ExitCode.Destructive
            : errors.Overlaps(["database-unmanaged", "pre-image"]) ? ExitCode.Disagree
            : ExitCode.CouldNot;
    }

    private static Diagnostic Failed(LedgerRow row) =>
        Diagnostic.Error(
            "migration-failed",
            $"{row.Name} began at {row.StartedAt:yyyy-MM-dd HH:mm:ss}Z and did not finish"
        ) with
        {
            Notes =
            [
                "nobody knows from the ledger alone how much of it is in the database, so nothing else is applied",
                .. row.Logs is { Length: > 0 } logs ? [FirstLines(logs)] : ValueList<string>.Empty,
            ],
            Help = [$"levee recover {ShellText.Quote(row.Name)}   compares the catalog and says what is there"],
        };

    private static Diagnostic Edited(Migration migration, DatabaseHistory history) =>
        Diagnostic.Error(
            "migration-edited",
            $"{migration.Name} was applied and has another text now",
            migration.Script.At(migration.Script.SpanOfLine(1))
        ) with
        {
            Notes =
            [
                $"applied at {history.Ledger.AppliedRow(migration.Name)!.FinishedAt:yyyy-MM-dd HH:mm:ss}Z; it will not be run again",
            ],
            Help = ["bring the applied text back from git, and write what was meant as a new migration"],
        };

    private static Diagnostic Missing(LedgerRow row) =>
        Diagnostic.Error(
            "migration-missing",
            $"{row.Name} was applied to this database and is not in the migrations folder"
        ) with
        {
            Help = ["bring its folder back from git, or deploy from the branch that has it"],
        };

    private static IEnumerable<Diagnostic> Ahead(DatabaseHistory history, DeploymentPolicy policy)
    {
        var ahead = history.Ahead.ToList();
        if (ahead.Count == 0 || policy.Ahead == AheadPolicy.Ignore)
            yield break;
        var isRefused = policy.Ahead == AheadPolicy.Refuse || history.Pending.Any();
        yield return new Diagnostic(
            "database-ahead",
            isRefused ? Severity.Error : Severity.Warning,
            $"the database has {ahead.Count} migrations that are newer than this checkout: {string.Join(", ", ahead.Take(3).Select(row => row.Name))}"
        )
        {
            Notes =
                isRefused && policy.Ahead == AheadPolicy.Warn
                    ? [$"this checkout wants to apply {history.Pending.Count()} of its own as well"]
                    : [],
            Help = ["deploy the newer checkout; --ahead ignore applies what is pending all the same"],
        };
    }

    private static Diagnostic Overtaken(Migration own) =>
        Diagnostic.Error(
            "migration-overtaken",
            $"{own.Name} sorts before a migration that this database has run already",
            own.Script.At(own.Script.SpanOfLine(1))
        ) with
        {
            Notes = ["a new database runs the two in the other order, and nothing shows that the result is the same"],
            Help =
            [
                "levee check proves whether the order matters; levee rebase gives an unmerged migration a new time",
                $"--accept-order {ShellText.Quote(own.Name)} applies it all the same",
            ],
        };

    private static IEnumerable<Diagnostic> Unmanaged(DatabaseHistory history, DeploymentPolicy policy)
    {
        if (history.Ledger.Exists || !policy.HasTables || !history.Pending.Any())
            yield break;
        yield return Diagnostic.Error(
            "database-unmanaged",
            "the database holds tables, and no migration was ever recorded in it"
        ) with
        {
            Notes = ["to run the first migration here would make again what is there"],
            Help = ["levee baseline   finds out which migrations the database holds already, and records them"],
        };
    }

    // ROLLBACK, PREPARE TRANSACTION, a BEGIN without an end: neither one transaction nor a sequence of statements.
    private static IEnumerable<Diagnostic> OwnTransactions(Migration migration)
    {
        var script = ScriptReader.Read(migration.Script);
        var breaks = script.Statements.FirstOrDefault(statement =>
            StatementShape.TransactionControlOf(statement) == TransactionControl.Breaks
        );
        if (breaks is not null || StatementShape.WantsOwnTransactions(script))
            yield return Diagnostic.Error(
                "own-transactions",
                $"{migration.Name} ends a transaction by undoing it, or begins one that it does not end",
                migration.Script.At((breaks ?? script.Statements[^1]).Span)
            ) with
            {
                Notes = ["exactly once cannot be promised for such a file"],
                Help = ["leave BEGIN, COMMIT and ROLLBACK out: the file is one transaction anyway"],
            };
    }

    private static string FirstLines(string logs)
    {
        const int Most = 300;
        return $"it says: {(logs.Length > Most ? logs[..Most] + " …" : logs)}";
    }
}
