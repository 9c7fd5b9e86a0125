using Levee.Core.Sql;
using Levee.Core.Text;

namespace Levee.Core.History;

/// <summary>What an edit of a migration changed, as far as its text shows.</summary>
public enum EditKind
{
    /// <summary>Blanks and comments: PostgreSQL would see the same statements.</summary>
    Trivia,

    Statements,
}

/// <param name="Merged">As the base has it.</param>
/// <param name="Here">As the working tree has it.</param>
public sealed record EditedMigration(Migration Merged, Migration Here, EditKind Kind);

/// <summary>Two migrations of which at least the first is not merged yet.</summary>
public sealed record MigrationPair(Migration Own, Migration Other);

/// <summary>The migrations of the working tree held against those of the base's newest commit. Every list is in the
/// order of folders.</summary>
/// <param name="Base">What is merged.</param>
/// <param name="Own">What only the working tree has: not merged yet.</param>
/// <param name="Renamed">A migration of the base that is here under the name of <see
/// cref="MigrationPair.Own"/>.</param>
/// <param name="Deleted">The branch began with them and does not have them any more.</param>
/// <param name="Awaited">The base gained them after the branch began.</param>
/// <param name="Clashing">The base gained another migration of the same name.</param>
public sealed record HistoryComparison(
    ValueList<Migration> Base,
    ValueList<Migration> Own,
    ValueList<EditedMigration> Edited,
    ValueList<MigrationPair> Renamed,
    ValueList<Migration> Deleted,
    ValueList<Migration> Awaited,
    ValueList<MigrationPair> Clashing
)
{
    private const int StampLength = 14;

    /// <summary>Merged ones that have other line ends here: to Prisma, which compares both forms, they are the same
    /// file.</summary>
    public ValueList<Migration> WithOtherLineEnds { get; init; } = [];

    /// <summary>The name of the newest merged migration; null where there is none.</summary>
    public string? Newest => Base.Count == 0 ? null : Base[^1].Name;

    /// <summary>The own migrations that sort before a merged one: databases that are up to date run them last, new ones
    /// earlier.</summary>
    public IEnumerable<Migration> Overtaken => Own.Where(migration => Base.Count > 0 && IsBefore(migration, Base[^1]));

    /// <summary>The own migrations whose time another one has as well; nobody chose which of the two comes
    /// first.</summary>
    public IEnumerable<MigrationPair> SameTime =>
        Own.SelectMany(
            (own, index) =>
                Base.Concat(Own.Skip(index + 1))
                    .Where(other => StampOf(own.Name) is { } stamp && stamp == StampOf(other.Name))
                    .Select(other => new MigrationPair(own, other))
        );

    /// <summary>The own migrations whose folder is another one's on a file system that does not tell letter cases
    /// apart.</summary>
    public IEnumerable<MigrationPair> SameFolder =>
        Own.SelectMany(
            (own, index) =>
                Base.Concat(Own.Skip(index + 1))
                    .Where(other => other.Name != own.Name && Folded(own.Name) == Folded(other.Name))
                    .Select(other => new MigrationPair(own, other))
        );

    /// <summary>The order in which a database runs them that has all merged ones already.</summary>
    public ValueList<Migration> MergedFirst => Base.Concat(Own).ToValueList();

    /// <summary>The order in which a new database runs them after the merge.</summary>
    public ValueList<Migration> ByName =>
        Base.Concat(Own).OrderBy(migration => migration.Name, FolderOrder.Instance).ToValueList();

    /// <summary>An order between <see cref="ByName"/> and <see cref="MergedFirst"/>: the first merged ones come before
    /// all new ones, the others where their names put them.</summary>
    public ValueList<Migration> MergedFirstUpTo(int count) =>
        Base.Take(count)
            .Concat(Base.Skip(count).Concat(Own).OrderBy(migration => migration.Name, FolderOrder.Instance))
            .ToValueList();

    /// <summary>The order whose outcome <see cref="MergedFirst"/> is held against: that of a new database; where the
    /// two are the same, the one in which migrations of the same time change places.</summary>
    public ValueList<Migration> OtherOrder()
    {
        if (Overtaken.Any())
            return ByName;
        var order = MergedFirst.ToList();
        foreach (var pair in SameTime)
        {
            var (one, other) = (order.IndexOf(pair.Own), order.IndexOf(pair.Other));
            (order[one], order[other]) = (order[other], order[one]);
        }
        return order.ToValueList();
    }

    /// <param name="here">The working tree's migrations.</param>
    /// <param name="tip">Those of the base's newest commit.</param>
    /// <param name="fork">Those of the commit where the branch began.</param>
    public static HistoryComparison Of(ValueList<Migration> here, ValueList<Migration> tip, ValueList<Migration> fork)
    {
        var present = here.ToDictionary(migration => migration.Name, StringComparer.Ordinal);
        var merged = tip.ToDictionary(migration => migration.Name, StringComparer.Ordinal);
        var atFork = fork.Select(migration => migration.Name).ToHashSet(StringComparer.Ordinal);

        // What the base has removed since is neither merged nor this branch's own: the merge takes it away.
        var own = here.Where(migration => !merged.ContainsKey(migration.Name) && !atFork.Contains(migration.Name))
            .ToList();
        var gone = tip.Where(migration => !present.ContainsKey(migration.Name) && atFork.Contains(migration.Name))
            .ToList();
        var renamed = new List<MigrationPair>();
        foreach (var lost in gone)
        {
            if (own.Find(candidate => candidate.Script.Text == lost.Script.Text) is not { } found)
                continue;
            own.Remove(found);
            renamed.Add(new(found, lost));
        }
        var differing = tip.Where(migration =>
                present.TryGetValue(migration.Name, out var mine) && mine.Script.Text != migration.Script.Text
            )
            .ToLookup(migration => IsOtherForm(present[migration.Name].Script.Text, migration.Script.Text));
        var changed = differing[false].ToLookup(migration => atFork.Contains(migration.Name));
        return new(
            tip,
            own.ToValueList(),
            changed[true].Select(migration => Edit(migration, present[migration.Name])).ToValueList(),
            renamed.ToValueList(),
            gone.Where(lost => renamed.TrueForAll(pair => pair.Other != lost)).ToValueList(),
            tip.Where(migration => !present.ContainsKey(migration.Name) && !atFork.Contains(migration.Name))
                .ToValueList(),
            changed[false].Select(migration => new MigrationPair(present[migration.Name], migration)).ToValueList()
        )
        {
            WithOtherLineEnds = differing[true].ToValueList(),
        };
    }

    /// <summary>The merged migrations with the edits of the working tree in them.</summary>
    public ValueList<Migration> BaseAsEdited() =>
        Base.Select(migration => Edited.FirstOrDefault(edit => edit.Merged == migration)?.Here ?? migration)
            .ToValueList();

    /// <summary>Whether a new database runs the first one first.</summary>
    public static bool IsBefore(Migration first, Migration second) =>
        FolderOrder.Instance.Compare(first.Name, second.Name) < 0;

    /// <summary>The time at the beginning of a folder's name; null where it does not begin with one.</summary>
    public static string? StampOf(string name) =>
        name.Length >= StampLength && name.AsSpan(0, StampLength).IndexOfAnyExceptInRange('0', '9') < 0
            ? name[..StampLength]
            : null;

    // Prisma takes the checksum of the file, then that of all of it with LF, then with CR LF.
    private static bool IsOtherForm(string here, string merged)
    {
        var unix = here.Replace("\r\n", "\n", StringComparison.Ordinal);
        return merged == unix || merged == unix.Replace("\n", "\r\n", StringComparison.Ordinal);
    }

    private static EditedMigration Edit(Migration merged, Migration here) =>
        new(merged, here, Statements(merged).SequenceEqual(Statements(here)) ? EditKind.Trivia : EditKind.Statements);

    private static IEnumerable<string> Statements(Migration migration)
    {
        // A byte order mark is no part of a statement.
        var text = migration.Script.Text.TrimStart('\ufeff');
        return SqlLexer.ReadCode(text).Select(token => token.TextIn(text));
    }

    private static string Folded(string name) => name.ToUpperInvariant();
}
