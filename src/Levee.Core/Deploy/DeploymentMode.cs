using Levee.Core.Sql;

namespace Levee.Core.Deploy;

/// <summary>How a migration is run on a real database.</summary>
public enum DeploymentMode
{
    /// <summary>The script and its row in the ledger are one transaction: applied and recorded, or nothing.</summary>
    Atomic,

    /// <summary>A statement cannot be in a transaction: each runs for itself, with a journal in the row.</summary>
    Stepwise,
}

public static class DeploymentModes
{
    /// <summary>As far as the words tell; PostgreSQL may show at the first attempt that the file has to be run stepwise.</summary>
    public static DeploymentMode Of(SqlScript script) =>
        script.Statements.Any(statement => LoneStatement.Find(statement) is not null)
            ? DeploymentMode.Stepwise
            : DeploymentMode.Atomic;
}
