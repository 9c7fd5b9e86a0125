using Levee.Core.Plan;
using Levee.Core.Schema;

namespace Levee.Core.Render;

public sealed partial class SqlRenderer
{
    private static string RenderCreateEnum(string name, EnumType type) =>
        $"CREATE TYPE {name} AS ENUM ({string.Join(", ", type.Values.Select(QuoteText))})";

    private IEnumerable<string> RenderAddValues(MigrationStep.AlterEnum alter) =>
        alter.Added.Select(value => $"ALTER TYPE {NameAltered(alter.Enum)} ADD VALUE {QuoteText(value)}");

    /// <summary>PostgreSQL cannot drop a value, so a new type takes the place of the old one.</summary>
    private IEnumerable<string> RenderRebuildEnum(MigrationStep.AlterEnum alter)
    {
        var (before, after) = alter.Enum;
        var old = before.Name with { Name = $"{before.Name.Name}_old" };
        var rebuilt = after.Name with { Name = $"{after.Name.Name}_new" };
        yield return "BEGIN";
        yield return RenderCreateEnum(Name(rebuilt), after);
        foreach (var usage in alter.Defaults)
            yield return $"ALTER TABLE {NameBefore(usage.Table.Before)} ALTER COLUMN {Quote(usage.Column)} DROP DEFAULT";
        foreach (var user in alter.Users)
            yield return RenderTakeType(user, Name(rebuilt));
        yield return $"ALTER TYPE {Name(after.Name with { Name = before.Name.Name })} RENAME TO {Quote(old.Name)}";
        yield return $"ALTER TYPE {Name(rebuilt)} RENAME TO {Quote(after.Name.Name)}";
        yield return $"DROP TYPE {NameBefore(old)}";
        foreach (var usage in alter.Defaults)
        {
            if (usage.Restored is { Default: { } value } column)
            {
                var table = Name(usage.Table.After);
                yield return $"ALTER TABLE {table} ALTER COLUMN {Quote(usage.Column)} SET DEFAULT {RenderDefault(value, column)}";
            }
        }
        yield return "COMMIT";
    }

    private string RenderTakeType(EnumUser user, string type)
    {
        var column = Quote(user.Column);
        var list = user.Arity == Arity.List ? "[]" : "";
        return user.Fate switch
        {
            EnumUserFate.Kept =>
                $"ALTER TABLE {Name(user.Table)} ALTER COLUMN {column} TYPE {type}{list} USING ({column}::text::{type}{list})",
            EnumUserFate.Leaving => $"ALTER TABLE {Name(user.Table)} ALTER COLUMN {column} TYPE TEXT{list}",
        };
    }

    /// <summary>Between two files Prisma's engine says the new name, which differs where a file stops listing its namespaces.</summary>
    private string NameAltered(Pair<EnumType> type) =>
        Name(_origin == SchemaOrigin.Catalog ? type.Before.Name : type.After.Name);

    /// <summary>What Prisma's engine read from a database it names with its namespace, also where the schema has none.</summary>
    private string NameBefore(ObjectName name) => _origin == SchemaOrigin.Catalog ? QualifiedName(name) : Name(name);
}
