using Levee.Core.Plan;
using Levee.Core.Schema;
using static Levee.Core.Sql.Identifier;

namespace Levee.Core.Render;

/// <summary>Enums, and the columns that use them.</summary>
internal sealed class EnumSql(Naming names, ColumnSql columns)
{
    public static string Create(string name, EnumType type) =>
        $"CREATE TYPE {name} AS ENUM ({string.Join(", ", type.Values.Select(QuoteText))})";

    public IEnumerable<string> AddValues(MigrationStep.AlterEnum alter) =>
        alter.Added.Select(value => $"ALTER TYPE {names.Altered(alter.Enum)} ADD VALUE {QuoteText(value)}");

    /// <summary>PostgreSQL cannot drop a value, so a new type takes the place of the old one.</summary>
    public IEnumerable<string> Rebuild(MigrationStep.AlterEnum alter)
    {
        var (before, after) = alter.Enum;
        var old = before.Name with { Name = $"{before.Name.Name}_old" };
        var rebuilt = after.Name with { Name = $"{after.Name.Name}_new" };
        yield return "BEGIN";
        yield return Create(names.Of(rebuilt), after);
        foreach (var usage in alter.Defaults)
            yield return $"ALTER TABLE {names.Before(usage.Table.Before)} ALTER COLUMN {Quote(usage.Column)} DROP DEFAULT";
        foreach (var user in alter.Users)
            yield return TakeType(user, names.Of(rebuilt));
        yield return $"ALTER TYPE {names.Of(after.Name with { Name = before.Name.Name })} RENAME TO {Quote(old.Name)}";
        yield return $"ALTER TYPE {names.Of(rebuilt)} RENAME TO {Quote(after.Name.Name)}";
        yield return $"DROP TYPE {names.Before(old)}";
        foreach (var usage in alter.Defaults)
        {
            if (usage.Restored is { Default: { } value } column)
            {
                var table = names.Of(usage.Table.After);
                yield return $"ALTER TABLE {table} ALTER COLUMN {Quote(usage.Column)} SET DEFAULT {columns.Default(value, column)}";
            }
        }
        yield return "COMMIT";
    }

    private string TakeType(EnumUser user, string type)
    {
        var column = Quote(user.Column);
        var list = user.Arity == Arity.List ? "[]" : "";
        return user.Fate switch
        {
            EnumUserFate.Kept =>
                $"ALTER TABLE {names.Of(user.Table)} ALTER COLUMN {column} TYPE {type}{list} USING ({column}::text::{type}{list})",
            EnumUserFate.Leaving => $"ALTER TABLE {names.Of(user.Table)} ALTER COLUMN {column} TYPE TEXT{list}",
        };
    }
}
