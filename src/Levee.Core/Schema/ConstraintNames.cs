using System.Text;

namespace Levee.Core.Schema;

/// <summary>
/// The names that constraints and indexes get when the schema gives none, cut so that PostgreSQL's limit of 63 bytes
/// keeps
/// the suffix. All inputs are names of the database.
/// </summary>
public static class ConstraintNames
{
    public const int MaximumBytes = 63;

    public static string PrimaryKey(string table) => Cut(table, "_pkey");

    public static string UniqueIndex(string table, IEnumerable<string> columns) => Cut(Join(table, columns), "_key");

    public static string Index(string table, IEnumerable<string> columns) => Cut(Join(table, columns), "_idx");

    public static string ForeignKey(string table, IEnumerable<string> columns) => Cut(Join(table, columns), "_fkey");

    /// <summary>The table of a many-to-many relation.</summary>
    public static string JoinTable(string relation) => CutCharacters("_" + relation, MaximumBytes);

    public static string JoinTablePrimaryKey(string table) => CutCharacters(table, MaximumBytes - 8) + "_AB_pkey";

    /// <summary>What stood for the primary key before Prisma 6.</summary>
    public static string JoinTableUniqueIndex(string table) => CutCharacters(table, MaximumBytes - 10) + "_AB_unique";

    public static string JoinTableIndex(string table) => CutCharacters(table, MaximumBytes - 8) + "_B_index";

    /// <param name="side"><c>A</c> or <c>B</c>.</param>
    public static string JoinTableForeignKey(string table, string side) => Cut(table, $"_{side}_fkey");

    public static bool IsTooLong(string name) => Encoding.UTF8.GetByteCount(name) > MaximumBytes;

    private static string Join(string table, IEnumerable<string> columns) => $"{table}_{string.Join('_', columns)}";

    private static string Cut(string name, string suffix)
    {
        var limit = MaximumBytes - suffix.Length;
        if (name.Length * 3 <= limit || Encoding.UTF8.GetByteCount(name) <= limit)
            return name + suffix;

        var (bytes, end) = (0, 0);
        foreach (var rune in name.EnumerateRunes())
        {
            if (bytes + rune.Utf8SequenceLength > limit)
                break;
            bytes += rune.Utf8SequenceLength;
            end += rune.Utf16SequenceLength;
        }
        return name[..end] + suffix;
    }

    /// <summary>Names of join tables are cut by characters, not bytes: so does Prisma.</summary>
    private static string CutCharacters(string name, int limit)
    {
        if (name.Length <= limit)
            return name;
        var end = 0;
        foreach (var rune in name.EnumerateRunes().Take(limit))
            end += rune.Utf16SequenceLength;
        return name[..end];
    }
}
