using Levee.Core.Diagnostics;
using Levee.Core.Text;

namespace Levee.Core.History;

/// <summary>New names for the migrations of a branch that are not merged: after the base's newest one, in the order
/// they have.</summary>
/// <param name="Renames">In their order; empty where every name is fine as it is.</param>
public sealed record RebasePlan(ValueList<RenamedMigration> Renames)
{
    /// <exception cref="LeveeException">A merged folder sorts after every time.</exception>
    public static RebasePlan Of(HistoryComparison history, DateTimeOffset now)
    {
        var isNeeded = history.Overtaken.Any() || history.SameTime.Any() || history.Clashing.Count > 0;
        if (!isNeeded)
            return new([]);
        var own = history
            .Own.Concat(history.Clashing.Select(pair => pair.Own))
            .OrderBy(migration => migration.Name, FolderOrder.Instance);
        var folders = history.Base.Select(migration => migration.Name).ToList();
        var renames = new List<RenamedMigration>();
        foreach (var migration in own)
        {
            var name = MigrationName.Next(TitleOf(migration.Name), now, folders).Folder;
            folders.Add(name);
            renames.Add(new(migration, name));
        }
        return new(renames.ToValueList());
    }

    private static string TitleOf(string name) =>
        HistoryComparison.StampOf(name) is { } stamp && name[stamp.Length..].TrimStart('_') is { Length: > 0 } title
            ? title
            : name;
}

/// <param name="Migration">Under the name that it has.</param>
/// <param name="Name">The one that it gets.</param>
public sealed record RenamedMigration(Migration Migration, string Name);
