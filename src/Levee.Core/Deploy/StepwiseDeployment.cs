using Levee.Core.History;
using Levee.Core.Sql;

namespace Levee.Core.Deploy;

/// <summary>What to do next with a migration that is run statement by statement.</summary>
public abstract record DeploymentStep
{
    private DeploymentStep() { }

    /// <summary>Run the statement and write the journal in one transaction.</summary>
    public sealed record RunInTransaction(int Statement, DeploymentJournal After) : DeploymentStep;

    /// <summary>Write the first journal, run the statement alone, write the second.</summary>
    public sealed record RunAlone(int Statement, LoneStatement Kind, DeploymentJournal Before, DeploymentJournal After)
        : DeploymentStep;

    /// <summary>The statement was cut off: ask the catalog whether it came to its end.</summary>
    public sealed record AskCatalog(int Statement, LoneStatement Kind) : DeploymentStep;

    /// <summary>Everything is done: the row is finished and its journal goes.</summary>
    public sealed record Finish : DeploymentStep;

    /// <summary>Nobody can know what the statement did before it was cut off.</summary>
    public sealed record Stop(int Statement) : DeploymentStep;
}

/// <summary>What came of a step.</summary>
public enum StepOutcome
{
    Done,

    /// <summary>PostgreSQL refuses the statement in a transaction (25001, 2D000): it was rolled back.</summary>
    NeedsToBeAlone,

    /// <summary>The catalog shows that the statement did not come to its end, and what it left is cleared away.</summary>
    NotDone,

    /// <summary>The catalog cannot tell.</summary>
    Unknown,
}

/// <summary>A migration that is run statement by statement, each exactly once: where it stands is the journal in its row.</summary>
/// <param name="Statements">Without the file's own BEGIN and COMMIT.</param>
/// <param name="Alone">Statements that were found to refuse a transaction.</param>
public sealed record StepwiseDeployment(
    ValueList<SqlStatement> Statements,
    DeploymentJournal Journal,
    ValueList<int> Alone
)
{
    private bool IsStuck { get; init; }

    public static StepwiseDeployment Start(SqlScript script, DeploymentJournal journal) =>
        new(
            script
                .Statements.Where(statement =>
                    StatementShape.TransactionControlOf(statement) == TransactionControl.None
                )
                .ToValueList(),
            journal,
            []
        );

    public DeploymentStep Next()
    {
        var at = Journal.Done;
        if (at >= Statements.Count)
            return new DeploymentStep.Finish();
        var kind = LoneStatement.Find(Statements[at]) ?? (Alone.Contains(at) ? new LoneStatement.Unknowable() : null);
        var after = new DeploymentJournal(at + 1, IsRunning: false);
        if (IsStuck)
            return new DeploymentStep.Stop(at);
        if (Journal.IsRunning)
            // A statement whose words say nothing was found out to be a block that commits.
            return new DeploymentStep.AskCatalog(at, kind ?? new LoneStatement.Unknowable());
        return kind is null
            ? new DeploymentStep.RunInTransaction(at, after)
            : new DeploymentStep.RunAlone(at, kind, Journal with { IsRunning = true }, after);
    }

    /// <summary>Where it stands after a step.</summary>
    public StepwiseDeployment After(DeploymentStep step, StepOutcome outcome) =>
        (step, outcome) switch
        {
            (DeploymentStep.AskCatalog, StepOutcome.NotDone) => this with
            {
                Journal = Journal with { IsRunning = false },
            },
            (DeploymentStep.AskCatalog, StepOutcome.Unknown) => this with { IsStuck = true },
            (DeploymentStep.RunInTransaction run, StepOutcome.NeedsToBeAlone) => this with
            {
                Alone = [.. Alone, run.Statement],
            },
            _ => this with { Journal = new(Journal.Done + 1, IsRunning: false) },
        };
}
