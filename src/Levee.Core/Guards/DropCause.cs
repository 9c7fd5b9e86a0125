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

    /// <summary>Which schemas have another definition of it than the merge base.</summary>
    public OtherDefinitions Other { get; init; }

    /// <summary>The migration of this branch that made it, where the base has it neither in its schema nor in its history.</summary>
    public string? AddedByOwnMigration { get; init; }

    /// <summary>Whether the SQL is Levee's own, made from the schema.</summary>
    public bool IsPlanned { get; init; }
}

/// <summary>Of a thing that the merge base has, where it is defined otherwise.</summary>
public readonly record struct OtherDefinitions(bool BaseTip, bool Head, bool WorkingTree);

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

    /// <summary>The schema has it with another definition, for which the old one has to go.</summary>
    /// <param name="IsCommitted">Whether the change is in a commit of this branch.</param>
    public sealed record Changed(bool IsCommitted) : DropCause;

    /// <summary>The base gave it another definition, and this branch has the one of before.</summary>
    public sealed record StaleDefinition(string Upstream) : DropCause;

    /// <summary>The schema has it as before; the migrations made it otherwise.</summary>
    public sealed record Drifted : DropCause;

    /// <summary>The schema still has it: only the SQL says that it goes.</summary>
    public sealed record AgainstSchema : DropCause;

    /// <summary>The branch made it itself: no database of the base has it.</summary>
    public sealed record AddedHere(string Migration, string Upstream) : DropCause;

    /// <summary>A migration made it, and no schema has it.</summary>
    public sealed record InNoSchema(string Upstream) : DropCause;

    public static DropCause Of(DropFacts facts)
    {
        if (facts.InWorkingTree)
            return facts.Other.WorkingTree ? new Changed(facts.Other.Head)
                : facts.Other.BaseTip ? new StaleDefinition(facts.Upstream)
                : facts.IsPlanned ? new Drifted()
                : new AgainstSchema();
        if (facts.RemovedOnBranch is { } removed)
        {
            // Written before the thing was there: it cannot have been meant. A rebase keeps the author's date.
            return facts.AddedOnBase is { } added && removed.Date < added.Date
                ? new Stale(facts.Upstream, added, removed)
                : new Intended(removed);
        }
        if (facts.InHead)
            return new Intended(null);
        if (facts.InBaseTip || facts.InMergeBase)
            return new Stale(facts.Upstream, facts.AddedOnBase, null);
        return facts.AddedByOwnMigration is { } migration
            ? new AddedHere(migration, facts.Upstream)
            : new InNoSchema(facts.Upstream);
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
            Changed(var isCommitted) =>
                $"intended: {name} was changed {(isCommitted ? "on this branch" : "in the working tree")}",
            StaleDefinition(var upstream) =>
                $"stale: {upstream} changed {name}; this branch still has it as it was before",
            Drifted => $"drift: the schema has {name} as well, but not as the migrations made it",
            AddedHere(var migration, var upstream) =>
                $"named so on this branch by {migration}, and unknown on {upstream}",
            InNoSchema(var upstream) =>
                $"in no schema: a migration made {name}, and neither the schema here nor that of {upstream} has it",
        };

    /// <summary>The finding with its cause; a stale one is headed as such.</summary>
    public Diagnostic Explain(Diagnostic finding)
    {
        var explained = finding with { Cause = Describe(NamedObject.Of(finding.Object!).ShortName) };
        var upstream = this switch
        {
            Stale stale => stale.Upstream,
            StaleDefinition stale => stale.Upstream,
            Intended or Changed or Drifted or AgainstSchema or AddedHere or InNoSchema => null,
        };
        return upstream is null
            ? explained
            : explained with
            {
                Message = $"stale drop: {finding.Message}",
                Help =
                [
                    $"bring the branch up to date with {upstream} and put the line back into the schema",
                    .. finding.Help,
                ],
            };
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
    public static bool Has(DatabaseSchema schema, string about) => Find(schema, about) is not null;

    /// <summary>Whether two schemas that have it define it alike.</summary>
    public static bool IsSame(DatabaseSchema schema, DatabaseSchema other, string about) =>
        Equals(Find(schema, about), Find(other, about));

    // What is compared is what two schema files say: a value of the schema's own records.
    private static object? Find(DatabaseSchema schema, string about)
    {
        var (kind, name) = NamedObject.Of(about);
        return kind switch
        {
            "table" => schema.Tables.FirstOrDefault(table => table.Name.FullName == name)?.Name,
            "column" => OfTable(schema, name, (table, last) => table.FindColumn(last)),
            "index" => schema
                .Tables.SelectMany(table => table.Indexes.Select(index => (table, index)))
                .FirstOrDefault(pair => (pair.table.Name with { Name = pair.index.Name }).FullName == name)
                .index,
            "constraint" => OfTable(
                schema,
                name,
                (table, last) => ConstraintsOf(table).FirstOrDefault(constraint => constraint.Name == last).Definition
            ),
            "type" => schema.Enums.FirstOrDefault(type => type.Name.FullName == name),
            "enum-value" => schema
                .Enums.SelectMany(type => type.Values.Select(value => $"{type.Name.FullName}.{value}"))
                .FirstOrDefault(value => value == name),
            _ => null,
        };
    }

    private static object? OfTable(DatabaseSchema schema, string name, Func<Table, string, object?> find)
    {
        var dot = name.LastIndexOf('.');
        return dot > 0 && schema.Tables.FirstOrDefault(table => table.Name.FullName == name[..dot]) is { } owner
            ? find(owner, name[(dot + 1)..])
            : null;
    }

    private static IEnumerable<(string Name, object Definition)> ConstraintsOf(Table table) =>
        table
            .ForeignKeys.Select(key => (key.Name, (object)key))
            .Concat(table.Indexes.Select(index => (index.Name, (object)index)))
            .Concat(table.PrimaryKey is { } primary ? [(primary.Name, (object)primary)] : []);
}
