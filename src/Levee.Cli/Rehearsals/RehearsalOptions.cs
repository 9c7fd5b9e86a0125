using Levee.Core.Schema;

namespace Levee.Cli.Rehearsals;

/// <summary>What a rehearsal is to look at.</summary>
public sealed record RehearsalOptions
{
    /// <summary>Reads the schema that the script leaves, as this one would be compared with it; null does not read it.</summary>
    public DatabaseSchema? Like { get; init; }

    /// <summary>Whether PostgreSQL is asked how it keeps the texts of <see cref="Like"/>, which the script is to lead to.</summary>
    public bool AsksSpellings { get; init; }

    /// <summary>Whether rows are planted. Without them only objects can be seen to go.</summary>
    public bool PlantsRows { get; init; } = true;

    /// <summary>How long the script may run on one set of rows.</summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromSeconds(8);
}
