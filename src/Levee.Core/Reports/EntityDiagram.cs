using System.Text;
using Levee.Core.Schema;

namespace Levee.Core.Reports;

/// <summary>The tables that a migration touches as Mermaid's <c>erDiagram</c>, before and after. Of a long table only
/// the keys and what changed are drawn. Changes are marked in words: colours would need a newer Mermaid than every code
/// host has.</summary>
internal static class EntityDiagram
{
    private const int MostTables = 12;

    /// <returns>Null where no table looks different.</returns>
    public static Pair<string>? Of(Pair<DatabaseSchema> schemas)
    {
        var (before, after) = schemas.Map(schema => schema.Tables.ToDictionary(table => table.Name));
        var touched = before
            .Keys.Union(after.Keys)
            .Where(name => !Equals(before.GetValueOrDefault(name), after.GetValueOrDefault(name)))
            .OrderBy(name => name.ToString(), StringComparer.Ordinal)
            .Take(MostTables)
            .ToArray();
        var drawn = new Pair<string>(
            Draw(touched, before, after, ("dropped", "changes")),
            Draw(touched, after, before, ("new", "changed"))
        );
        // An index or what a foreign key does on a delete is nothing that a drawing shows.
        return touched.Length == 0 || drawn.Before == drawn.After ? null : drawn;
    }

    private static string Draw(
        ObjectName[] touched,
        Dictionary<ObjectName, Table> tables,
        Dictionary<ObjectName, Table> others,
        (string Alone, string Changed) words
    )
    {
        var ids = touched.Index().ToDictionary(entry => entry.Item, entry => $"t{entry.Index}");
        var text = new StringBuilder("erDiagram\n");
        foreach (var name in touched)
        {
            if (tables.GetValueOrDefault(name) is not { } table)
                continue;
            var other = others.GetValueOrDefault(name);
            text.Append(
                $"  {ids[name]}[\"{Plain(name.ToString())}{(other is null ? $" ({words.Alone})" : "")}\"] {{\n"
            );
            foreach (var line in Attributes(table, other, words))
                text.Append($"    {line}\n");
            text.Append("  }\n");
        }
        foreach (var name in touched)
        {
            foreach (var key in tables.GetValueOrDefault(name)?.ForeignKeys ?? [])
            {
                if (!ids.TryGetValue(key.ReferencedTable, out var target) || !tables.ContainsKey(key.ReferencedTable))
                    continue;
                var isKept = others.GetValueOrDefault(name)?.ForeignKeys.Any(other => IsSameLink(key, other)) == true;
                var mark = isKept ? "" : $" ({words.Alone})";
                text.Append($"  {ids[name]} }}o--|| {target} : \"{Plain(string.Join(", ", key.Columns))}{mark}\"\n");
            }
        }
        return text.ToString();
    }

    private static IEnumerable<string> Attributes(Table table, Table? other, (string Alone, string Changed) words)
    {
        var hidden = 0;
        foreach (var column in table.Columns)
        {
            var isKey = table.PrimaryKey?.Columns.Contains(column.Name) == true;
            var isForeign = table.ForeignKeys.Any(key => key.Columns.Contains(column.Name));
            var change = other is null ? "" : ChangeOf(column, other.FindColumn(column.Name), words);
            if (change.Length == 0 && !isKey && !isForeign && table.Columns.Count > 8)
            {
                hidden++;
                continue;
            }
            var keys = string.Join(
                ", ",
                new[] { isKey ? "PK" : "", isForeign ? "FK" : "" }.Where(key => key.Length > 0)
            );
            var comment =
                change.Length > 0 ? $" \"{change}\""
                : Word(column.Name) == column.Name ? ""
                : $" \"{Plain(column.Name)}\"";
            yield return $"{Word(TypeOf(column))} {Word(column.Name)}{(keys.Length > 0 ? $" {keys}" : "")}{comment}";
        }
        if (hidden > 0)
            yield return $"more columns \"{hidden} unchanged\"";
    }

    private static bool IsSameLink(ForeignKey one, ForeignKey other) =>
        one.Columns.Equals(other.Columns)
        && one.ReferencedTable == other.ReferencedTable
        && one.ReferencedColumns.Equals(other.ReferencedColumns);

    private static string ChangeOf(Column column, Column? other, (string Alone, string Changed) words)
    {
        if (other is null)
            return words.Alone.ToUpperInvariant();
        if (TypeOf(column) != TypeOf(other))
            return $"{words.Changed}: {Plain(TypeOf(column))}, {(words.Changed == "changed" ? "was" : "becomes")} {Plain(TypeOf(other))}";
        if (column.Arity != other.Arity)
            return $"{words.Changed}: {(column.Arity == Arity.Nullable ? "may be null" : "not null")}";
        return column == other ? "" : $"{words.Changed}: default";
    }

    private static string TypeOf(Column column) => TypeOf(column.Type) + (column.Arity == Arity.List ? "[]" : "");

    private static string TypeOf(ColumnType type) =>
        type switch
        {
            ColumnType.Native(var native, null, _) => native.ToString().ToLowerInvariant(),
            ColumnType.Native(var native, var first, null) => $"{native.ToString().ToLowerInvariant()}({first})",
            ColumnType.Native(var native, var first, var second) =>
                $"{native.ToString().ToLowerInvariant()}({first},{second})",
            ColumnType.Enum(var name) => name.ToString(),
            ColumnType.Unsupported(var text) => text,
        };

    /// <summary>What Mermaid's grammar takes for the type or name of an attribute.</summary>
    private static string Word(string text)
    {
        var word = string.Concat(
            text.Select(character =>
                char.IsAsciiLetterOrDigit(character) || "_-()[]".Contains(character) ? character : '_'
            )
        );
        return word.Length > 0 && char.IsAsciiLetter(word[0]) ? word : $"c{word}";
    }

    /// <summary>What is safe between double quotes there.</summary>
    private static string Plain(string text) =>
        string.Concat(
            text.Select(character =>
                char.IsLetterOrDigit(character) || " _-().,:[]".Contains(character) ? character : '·'
            )
        );
}
