using Levee.Core.Diagnostics;
using Levee.Core.Text;

namespace Levee.Core.History;

/// <summary>What is wrong with a history, in words. Errors mean that the history is broken; warnings that it is proven
/// to be harmless.</summary>
/// <param name="upstream">The base as git names it: <c>origin/main</c>.</param>
/// <param name="folder">The migrations folder, relative to the workspace.</param>
/// <param name="rebase">The command that mends the order here: <c>levee rebase</c> with the options that it
/// needs.</param>
public sealed class HistoryFindings(HistoryComparison history, string upstream, string folder, string rebase)
{
    private const int MostObjects = 20;
    private const string Absent = "not there";

    /// <summary>A note on a failure that the base has as well.</summary>
    public string FailsAlike => $"{upstream} cannot be replayed either, for the same reason: it is not of this branch";

    /// <summary>What the names alone show.</summary>
    public IEnumerable<Diagnostic> OfNames() =>
        [
            .. history.Renamed.Select(Renamed),
            .. history.Clashing.Select(Clashing),
            .. history.SameFolder.Select(SameFolder),
            .. history.Own.Where(own => own.Script.Text.StartsWith('\ufeff')).Select(Marked),
            .. history.WithOtherLineEnds.Count > 0 ? [OtherLineEnds()] : ValueList<Diagnostic>.Empty,
        ];

    /// <summary>The merged migrations that are gone.</summary>
    /// <param name="squash">Of the merged history against the one here, where one of this branch's own migrations may
    /// stand in for them; null where none does.</param>
    /// <param name="reason">Why it is meant, as that migration says; null where it does not.</param>
    public IEnumerable<Diagnostic> OfDeleted(SquashProof? squash, string? reason) =>
        squash is { Proof: OrderProof.Equal } ? [Squashed(squash.By, reason)]
        : squash is not { Proof: OrderProof.Different or OrderProof.Fails } ? history.Deleted.Select(Deleted)
        : history.Deleted.Select(lost =>
            Deleted(lost) with
            {
                Notes =
                [
                    .. Deleted(lost).Notes,
                    $"{squash.By.Name} does not stand in for it",
                    .. Evidence(squash.Proof, "as merged", $"with {squash.By.Name}"),
                ],
            }
        );

    /// <param name="proof">Of the merged history against the one with the edits; null where no edit changes a
    /// statement.</param>
    public IEnumerable<Diagnostic> OfEdits(OrderProof? proof) => history.Edited.Select(edit => Edited(edit, proof));

    /// <param name="proof">Of the order in which up-to-date databases run the migrations against the one by name; null
    /// where the two are the same.</param>
    public IEnumerable<Diagnostic> OfOrder(OrderProof? proof)
    {
        if (proof is null)
            yield break;
        var overtaken = history.Overtaken.ToList();
        foreach (var own in overtaken)
            yield return Judged(
                "migration-overtaken",
                $"{own.Name} sorts before {history.Newest}, which {upstream} has already",
                own,
                proof
            );
        // The same time only matters where it puts a new migration before a merged one, and that was just said.
        foreach (var pair in history.SameTime.Where(pair => !overtaken.Contains(pair.Own)))
            yield return Judged(
                "duplicate-time",
                $"{pair.Own.Name} has the same time as {pair.Other.Name}",
                pair.Own,
                proof
            );
    }

    /// <summary>A migration of this branch's own cannot run on what is merged, and where its name puts it a merged one
    /// fails.</summary>
    /// <param name="failure">What fails where the merged ones run first.</param>
    /// <param name="own">The one that fails there.</param>
    /// <param name="with">The merged one without which it would not; null where that is not known.</param>
    public Diagnostic Conflicting(Diagnostic failure, Migration own, Migration? with) =>
        Diagnostic.Error(
            "migration-conflict",
            $"{own.Name} cannot run on what {upstream} has"
                + (with is null ? "" : $": it does not go with {with.Name}, which is merged"),
            failure.At ?? Top(own)
        ) with
        {
            Notes = [failure.Message, .. failure.Notes],
            Help =
            [
                with is null
                    ? $"change {own.Name} to fit what {upstream} has"
                    : $"see what {with.Name} makes already: change {own.Name} to make only the rest, or leave it out",
            ],
        };

    /// <summary>The base's new migrations and this branch's own cannot be run one after the other at all.</summary>
    public Diagnostic Unmergeable(Diagnostic failure) =>
        Diagnostic.Error(
            "migration-conflict",
            $"after a merge with {upstream} the migrations cannot be replayed",
            failure.At
        ) with
        {
            Notes = [failure.Message, .. failure.Notes],
            Help = [$"git merge {ShellText.Quote(upstream)}, then change this branch's own migrations to fit"],
        };

    private Diagnostic Renamed(MigrationPair pair) =>
        Diagnostic.Error(
            "migration-renamed",
            $"{pair.Other.Name} of {upstream} is called {pair.Own.Name} here",
            Top(pair.Own)
        ) with
        {
            Notes = ["databases know it by its old name and would run it again"],
            Help = [$"git mv {Path(pair.Own.Name)} {Path(pair.Other.Name)}"],
        };

    private Diagnostic Deleted(Migration lost) =>
        Diagnostic.Error("migration-deleted", $"{lost.Name} of {upstream} is gone") with
        {
            Notes = ["databases have run it; new ones never would"],
            Help = [$"git checkout {ShellText.Quote(upstream)} -- {Path(lost.Name)}"],
        };

    private Diagnostic Squashed(Migration by, string? reason)
    {
        var first = history.Deleted[0].Name;
        var refused = Diagnostic.Error(
            "history-squashed",
            $"{by.Name} stands in for {Words.Count(history.Deleted.Count, "merged migration")} and leads to the same "
                + "database (proven)",
            Top(by)
        ) with
        {
            Notes =
            [
                $"gone are {(history.Deleted.Count == 1 ? first : $"{first} to {history.Deleted[^1].Name}")}",
                "a database that ran them would run it again, and fail on what is there",
            ],
            Help =
            [
                $"keep them: git checkout {upstream} -- {ShellText.Quote(folder)}, and leave {by.Name} out",
                $"or, before the next deployment, on every database that ran all of them: {Mark(by)}",
                $"and say so in the file, for check to pass: -- levee:allow history-squashed {by.Name} <reason>",
            ],
        };
        return reason is null
            ? refused
            : refused with
            {
                Severity = Severity.Warning,
                Notes = [.. refused.Notes, $"allowed in the file: {reason}"],
                Help = [$"before the next deployment, on every database that ran all of them: {Mark(by)}"],
            };
    }

    private static string Mark(Migration by) => $"prisma migrate resolve --applied {ShellText.Quote(by.Name)}";

    private Diagnostic OtherLineEnds() =>
        Diagnostic.Note(
            "line-ends",
            $"{Words.Count(history.WithOtherLineEnds.Count, "merged migration")} "
                + $"{(history.WithOtherLineEnds.Count == 1 ? "has" : "have")} other line ends here than on {upstream}"
        ) with
        {
            Notes = ["Prisma compares both forms, so no database calls them edited"],
            Help = ["*.sql text eol=lf   in .gitattributes keeps one form"],
        };

    private Diagnostic Clashing(MigrationPair pair) =>
        Diagnostic.Error(
            "colliding-folders",
            $"{upstream} has another migration of the name {pair.Own.Name}",
            Top(pair.Own)
        ) with
        {
            Notes = ["after the merge one of the two scripts is lost"],
            Help = [$"give yours another name: git mv {Path(pair.Own.Name)} {Path($"{pair.Own.Name}_2")}"],
        };

    private Diagnostic SameFolder(MigrationPair pair) =>
        Diagnostic.Error(
            "colliding-folders",
            $"{pair.Own.Name} and {pair.Other.Name} are one folder on some machines",
            Top(pair.Own)
        ) with
        {
            Notes = ["their names differ in letter case only: macOS and Windows do not tell them apart"],
            Help = [$"give yours another name: git mv {Path(pair.Own.Name)} {Path($"{pair.Own.Name}_2")}"],
        };

    private static Diagnostic Marked(Migration own) =>
        Diagnostic.Warning("byte-order-mark", $"{own.Name} begins with a byte order mark", Top(own)) with
        {
            Notes = ["Levee leaves it out; Prisma sends it to PostgreSQL, which answers with a syntax error"],
            Help = ["save the file as UTF-8 without a byte order mark, while no database has run it"],
        };

    private Diagnostic Edited(EditedMigration edit, OrderProof? proof) =>
        Diagnostic.Error(
            "migration-edited",
            $"{edit.Merged.Name} is merged and was edited: {Summary(edit, proof)}",
            FirstDifference(edit)
        ) with
        {
            Notes =
            [
                "databases that ran it will not run it again, and its checksum differs from the one they keep",
                .. edit.Kind == EditKind.Statements && proof is not null
                    ? Evidence(proof, "as merged", "as edited")
                    : [],
            ],
            Help =
            [
                $"git checkout {ShellText.Quote(upstream)} -- {Path($"{edit.Merged.Name}/{Migration.FileName}")}",
                proof is OrderProof.NothingToCompare
                    ? "say what such a database brings along that no migration makes: [environment] in levee.toml"
                    : "write what was meant as a new migration: levee generate <name>",
            ],
        };

    private string Path(string inFolder) => ShellText.Quote($"{folder}/{inFolder}");

    private static string Summary(EditedMigration edit, OrderProof? proof) =>
        (edit.Kind, proof) switch
        {
            (EditKind.Trivia, _) => "blanks and comments only",
            (EditKind.Statements, OrderProof.Equal) => "other SQL, which leads to the same database (proven)",
            (EditKind.Statements, OrderProof.Fails) => "the history cannot be replayed with it",
            (EditKind.Statements, OrderProof.NothingToCompare(_, true)) =>
                "as it is merged the history cannot be replayed, as it is here it can",
            (EditKind.Statements, OrderProof.NothingToCompare(_, false)) =>
                "neither as it is merged nor as it is here the history can be replayed",
            _ => "it leads to another database",
        };

    private Diagnostic Judged(string code, string message, Migration own, OrderProof proof) =>
        proof is OrderProof.Equal
            ? Diagnostic.Warning(code, $"{message}; the order does not matter here (proven)", Top(own)) with
            {
                Notes = ["both orders were replayed, and the catalogs are equal"],
                Help = [$"{rebase}   gives it a new time all the same"],
            }
            : Diagnostic.Error(code, $"{message}, and the order matters", Top(own)) with
            {
                Notes =
                [
                    .. proof is OrderProof.Different { With: { } merged }
                        ? [$"it does not go with {merged}"]
                        : ValueList<string>.Empty,
                    .. Evidence(proof, "where the merged ones ran first", "in a new database, by name"),
                ],
                Help = [$"{rebase}   gives this branch's own migrations times after the base's newest"],
            };

    /// <param name="one">How to call the first of the two databases.</param>
    private static IEnumerable<string> Evidence(OrderProof proof, string one, string other) =>
        proof switch
        {
            OrderProof.Equal => [],
            OrderProof.Different(var objects) =>
            [
                .. objects
                    .Take(MostObjects)
                    .Select(found =>
                        $"{found.Object} differs\n  {one}: {found.One ?? Absent}\n  {other}: {found.Other ?? Absent}"
                    ),
                .. objects.Count > MostObjects
                    ? [$"and {objects.Count - MostObjects} more objects"]
                    : ValueList<string>.Empty,
            ],
            OrderProof.Fails(var failure) => [.. Told(failure, ""), .. failure.Notes],
            OrderProof.NothingToCompare(var failure, _) => Told(failure, $"{one}: "),
        };

    private static IEnumerable<string> Told(Diagnostic failure, string before) =>
        [$"{before}{(failure.At is { } at ? $"{at}: " : "")}{failure.Message}"];

    private static SourceLocation FirstDifference(EditedMigration edit)
    {
        var (mine, merged) = (edit.Here.Script, edit.Merged.Script.Text);
        var at = mine.Text.AsSpan().CommonPrefixLength(merged);
        return mine.At(mine.SpanOfLine(mine.PositionOf(at).Line));
    }

    private static SourceLocation Top(Migration migration) => migration.Script.At(migration.Script.SpanOfLine(1));
}
