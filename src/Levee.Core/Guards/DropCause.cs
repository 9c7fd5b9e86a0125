using Levee.Core.Diagnostics;
using Levee.Core.Schema;

namespace Levee.Core.Guards;

/// <summary>A commit that added or removed something.</summary>
/// <param name="Id">Full.</param>
/// <param name="Date">Of the author, as seconds since 1970: a rebase keeps it.</param>
/// <param name="Migration">The migration that it brought; null for none.</param>
public sealed record CommitFact(string Id, string Author, long Date, string Subject, string? Migration)
{
    public string Describe() =>
        $"{Id[..Math.Min(10, Id.Length)]} ({Author}, {DateTimeOffset.FromUnixTimeSeconds(Date):yyyy-MM-dd}: {Subject})";
}

/// <summary>What is known of one dropped object: three schemas and two commits.</summary>
/// <param name="Upstream"><c>origin/main</c>.</param>
/// <param name="AddedOnBase">The commit that brought it to the base; null where none is known.</param>
/// <param name="RemovedOnBranch">The commit between the merge base and HEAD that took it out of the schema; null for none.</param>
public sealed record DropFacts(
    string Object,
    string Upstream,
    bool InMergeBase,
    bool InBaseTip,
    bool InHead,
    bool InWorkingTree
)
{
    public CommitFact? AddedOnBase { get; init; }
    public CommitFact? RemovedOnBranch { get; init; }
}

/// <summary>Why a drop is in a migration.</summary>
public abstract record DropCause
{
    private DropCause() { }

    /// <summary>The base has it, and nobody on this branch took it out on purpose.</summary>
    /// <param name="LostBy">The commit that lost it without knowing it (a rebase or a merge gone wrong); null where the branch
    /// never had it.</param>
    public sealed record Stale(string Upstream, CommitFact? AddedBy, CommitFact? LostBy) : DropCause;

    /// <param name="RemovedBy">Null for a change that is not committed.</param>
    public sealed record Intended(CommitFact? RemovedBy) : DropCause;

    /// <summary>The schema still has it: only the SQL says that it goes.</summary>
    public sealed record AgainstSchema : DropCause;

    /// <summary>No schema ever had it: somebody wrote the SQL by hand.</summary>
    public sealed record HandWritten : DropCause;

    public static DropCause Of(DropFacts facts)
    {
        if (facts.InWorkingTree)
            return new AgainstSchema();
        if (facts.RemovedOnBranch is { } removed)
        {
            // Written before the thing was there: it cannot have been meant. A rebase keeps the author's date.
            return facts.AddedOnBase is { } added && removed.Date < added.Date
                ? new Stale(facts.Upstream, added, removed)
                : new Intended(removed);
        }
        if (facts.InHead)
            return new Intended(null);
        return facts.InBaseTip || facts.InMergeBase
            ? new Stale(facts.Upstream, facts.AddedOnBase, null)
            : new HandWritten();
    }

    /// <summary>For people, a sentence without its full stop.</summary>
    public string Describe(string name) =>
        this switch
        {
            Stale(var upstream, var added, null) =>
                $"stale: {name} was added on {upstream}{(added is null ? "" : $" by {added.Describe()}")}{InMigration(added)}; this branch never had it",
            Stale(var upstream, var added, var lost) =>
                $"stale: {name} was added on {upstream}{(added is null ? "" : $" by {added.Describe()}")}{InMigration(added)}; {lost!.Describe()} was written before that and lost it in a rebase or merge",
            Intended(null) => $"intended: {name} was removed in the working tree",
            Intended(var removed) => $"intended: {name} was removed on this branch by {removed!.Describe()}",
            AgainstSchema => $"hand-written: the schema still has {name}, only the SQL takes it away",
            HandWritten => $"hand-written: no schema ever had {name}",
        };

    /// <summary>The finding with its cause; a stale one is headed as such.</summary>
    public Diagnostic Explain(Diagnostic finding)
    {
        var explained = finding with { Cause = Describe(NamedObject.Of(finding.Object!).ShortName) };
        return this is Stale stale
            ? explained with
            {
                Message = $"stale drop: {finding.Message}",
                Help =
                [
                    $"bring the branch up to date with {stale.Upstream} and put the line back into the schema",
                    .. finding.Help,
                ],
            }
            : explained;
    }

    private static string InMigration(CommitFact? commit) =>
        commit?.Migration is { } migration ? $", in {migration}" : "";
}

/// <summary>Whether a schema has an object, as findings name it.</summary>
public static class SchemaLookup
{
    /// <summary>Whether the schema language can name such a thing at all.</summary>
    public static bool IsKnownKind(string about) =>
        NamedObject.Of(about).Kind is "table" or "column" or "index" or "constraint" or "type" or "enum-value";

    /// <param name="about"><c>column public.users.email</c>.</param>
    public static bool Has(DatabaseSchema schema, string about)
    {
        var (kind, name) = NamedObject.Of(about);
        return kind switch
        {
            "table" => schema.Tables.Any(table => table.Name.FullName == name),
            "column" => schema.Tables.Any(table =>
                table.Columns.Any(column => $"{table.Name.FullName}.{column.Name}" == name)
            ),
            "index" => schema.Tables.Any(table =>
                table.Indexes.Any(index => (table.Name with { Name = index.Name }).FullName == name)
            ),
            "constraint" => schema.Tables.Any(table =>
                ConstraintsOf(table).Any(constraint => $"{table.Name.FullName}.{constraint}" == name)
            ),
            "type" => schema.Enums.Any(type => type.Name.FullName == name),
            "enum-value" => schema.Enums.Any(type => type.Values.Any(value => $"{type.Name.FullName}.{value}" == name)),
            _ => false,
        };
    }

    private static IEnumerable<string> ConstraintsOf(Table table) =>
        table
            .ForeignKeys.Select(key => key.Name)
            .Concat(table.Indexes.Select(index => index.Name))
            .Append(table.PrimaryKey?.Name ?? "");
}
