using System.Text.RegularExpressions;
using Levee.Core.Psl;
using Levee.Core.Schema;
using Levee.Core.Text;

namespace Levee.Tests.Oracle;

/// <summary>The differences of docs/deviations.md. A rule accounts for single facts, by what the two schemas hold and by what the
/// rest of the script does; a difference is known only when every fact of it is accounted for.</summary>
internal static partial class KnownDeviations
{
    /// <summary>The names of the deviations that account for the whole difference; null where something is left.</summary>
    public static string? Explain(Finding finding)
    {
        if (
            finding.Path is DiffPath.Settling
            || finding.Prisma.Sql is not { } prisma
            || finding.Levee.Sql is not { } levee
        )
            return null;
        if (Load(finding.Pair.Before) is not { } before || Load(finding.Pair.After) is not { } after)
            return null;
        var facts = ScriptFacts.Compare(prisma, levee);
        var context = new Context(finding.Path, new(before, after), facts);
        var reasons = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var fact in facts.OnlyPrisma)
        {
            if (WhyOnlyPrisma(context, fact) is not { } reason)
                return null;
            reasons.Add(reason);
        }
        foreach (var fact in facts.OnlyLevee)
        {
            if (WhyOnlyLevee(context, fact) is not { } reason)
                return null;
            reasons.Add(reason);
        }
        return reasons.Count is 0 ? null : string.Join(", ", reasons);
    }

    private sealed record Context(DiffPath Path, Pair<DatabaseSchema> Schemas, ScriptFacts Facts)
    {
        public bool IsPerpetual(string fact) => Path is DiffPath.Database && Settled.Concerns(Schemas, fact);
    }

    private static string? WhyOnlyPrisma(Context context, string fact)
    {
        if (context.IsPerpetual(fact))
            return "written for ever";
        if (context.Path is DiffPath.Database && EnumTakesTablesName(context) && context.Facts.OnlyLevee.Contains(fact))
            return "type-name-in-use";
        if (context.Path is DiffPath.Database && IsOfIndexReadBack(context, fact))
            return "index-read-back";
        if (context.Path is DiffPath.Database && Settled.SaysSameDefault(context.Schemas, fact))
            return "default-spelling";
        if (context.Path is DiffPath.Database && Settled.SpellsUnsupported(context.Schemas, fact))
            return "unsupported-spelling";
        if (context.Facts.OnlyLevee.Exists(one => one.StartsWith($"{fact} USING (", StringComparison.Ordinal)))
            return "missing-cast";
        if (context.Facts.OnlyLevee.Exists(one => one != fact && Unescaped(one) == Unescaped(fact)))
            return "quotes";
        if (
            Sequences().IsMatch(fact)
            && context.Facts.OnlyLevee.Exists(one => one.Replace("\"", "") == fact.Replace("\"", ""))
        )
            return "sequence-name";
        if (
            DropsDefault().Match(fact) is { Success: true } dropping
            && context.Facts.Levee.Exists(one =>
                one.StartsWith($"{dropping.Groups[1].Value} SET DEFAULT ", StringComparison.Ordinal)
            )
        )
            return "default-after-sequence";
        if (fact.Contains("INDEX ", StringComparison.Ordinal) && context.Facts.OnlyLevee.Contains(fact))
            return "index-name-in-use";
        if (context.Path is DiffPath.Database && Settled.ConcernsUnsized(context.Schemas, fact))
            return "unsized-type";
        if (
            context.Path is DiffPath.Database
            && CreatesIndex().Match(fact) is { Success: true } remade
            && IsOverRemadeColumn(context, remade.Groups["name"].Value)
        )
            return "unsized-type";
        if (
            context.Path is DiffPath.Database
            && SerialType().IsMatch(fact)
            && context.Facts.OnlyLevee.Contains(SerialType().Replace(fact, PlainType))
        )
            return "serial-type";
        if (fact.StartsWith("DROP SEQUENCE ", StringComparison.Ordinal))
            return "unnamed-sequence";
        if (
            context.Path is DiffPath.Database
            && TakesNewType().Match(fact) is { Success: true } taking
            && !WasOfThatEnum(context, taking)
        )
            return "rebuilt-enum";
        if (RenamesConstraint().Match(fact) is { Success: true } renaming)
            return WhyRenamed(context, renaming.Groups[1].Value, renaming.Groups[2].Value);
        if (
            RenamesIndex().Match(fact) is { Success: true } index
            && context.Facts.Prisma.Exists(one =>
                one.Contains($"INDEX \"{index.Groups["to"].Value}\" ON ", StringComparison.Ordinal)
            )
        )
            return "rename-on-recreated-column";
        return null;
    }

    private static string? WhyOnlyLevee(Context context, string fact)
    {
        if (context.Path is DiffPath.Database && Settled.KeepsJson(context.Schemas, fact))
            return "default-and-type";
        if (
            CastsWithUsing().Match(fact) is { Success: true } casting
            && context.Facts.OnlyPrisma.Contains(casting.Groups[1].Value)
        )
            return "missing-cast";
        if (
            DropsDefault().Match(fact) is { Success: true } released
            && context.Facts.OnlyLevee.Exists(one =>
                one.StartsWith($"{released.Groups[1].Value} SET DATA TYPE ", StringComparison.Ordinal)
                && one.Contains(" USING (", StringComparison.Ordinal)
            )
        )
            return "missing-cast";
        if (
            DropsDefault().Match(fact) is { Success: true } freed
            && context.Facts.OnlyLevee.Exists(one =>
                LetsGo().IsMatch(one) && one.StartsWith($"{freed.Groups[1].Value} TYPE ", StringComparison.Ordinal)
            )
        )
            return "rebuilt-enum";
        if (
            SetsDefault().Match(fact) is { Success: true } restored
            && context.Facts.OnlyLevee.Contains($"{restored.Groups[1].Value} DROP DEFAULT")
        )
            return "missing-cast";
        if (context.Facts.OnlyPrisma.Exists(one => one != fact && Unescaped(one) == Unescaped(fact)))
            return "quotes";
        if (
            Sequences().IsMatch(fact)
            && context.Facts.OnlyPrisma.Exists(one => one.Replace("\"", "") == fact.Replace("\"", ""))
        )
            return "sequence-name";
        if (fact.Contains("INDEX ", StringComparison.Ordinal) && context.Facts.OnlyPrisma.Contains(fact))
            return "index-name-in-use";
        if (fact.Contains("levee_swap_", StringComparison.Ordinal))
            return "index-name-in-use";
        if (
            context.Path is DiffPath.Database
            && EnumTakesTablesName(context)
            && context.Facts.OnlyPrisma.Contains(fact)
        )
            return "type-name-in-use";
        if (context.Path is DiffPath.Database && IsOfIndexReadBack(context, fact))
            return "index-read-back";
        if (
            CreatesIndex().Match(fact) is { Success: true } index
            && LostWithItsColumn(context, index.Groups["name"].Value)
        )
            return "indexes-lost-with-a-column";
        if (
            CreatesSchema().Match(fact) is { Success: true } schema
            && context.Path is DiffPath.Schema
            && !IsUsedBefore(context, schema.Groups[1].Value)
        )
            return "unused-namespace";
        if (context.Path is DiffPath.Database && Settled.ConcernsUnsized(context.Schemas, fact))
            return "unsized-type";
        if (
            context.Path is DiffPath.Database
            && PlainTypeSet().IsMatch(fact)
            && context.Facts.OnlyPrisma.Exists(one => SerialType().Replace(one, PlainType) == fact)
        )
            return "serial-type";
        if (fact.StartsWith("DROP SEQUENCE ", StringComparison.Ordinal))
            return "unnamed-sequence";
        if (context.Path is DiffPath.Database && LetsGo().IsMatch(fact))
            return "rebuilt-enum";
        if (
            context.Path is DiffPath.Database
            && DropsConstraint().Match(fact) is { Success: true } dropping
            && KeyStandsInTheWay(context, dropping.Groups[1].Value, schema => schema.Before)
        )
            return "foreign-key-target";
        if (
            context.Path is DiffPath.Database
            && AddsForeignKey().Match(fact) is { Success: true } adding
            && KeyStandsInTheWay(context, adding.Groups[1].Value, schema => schema.After)
        )
            return "foreign-key-target";
        if (RenamesConstraint().Match(fact) is { Success: true } renaming)
            return WhyRenamed(context, renaming.Groups[1].Value, renaming.Groups[2].Value);
        return null;
    }

    /// <summary>Prisma renames what the same script has dropped, or in one statement with other clauses.</summary>
    private static string? WhyRenamed(Context context, string from, string to)
    {
        bool Drops(string fact) => fact.EndsWith($" DROP CONSTRAINT \"{from}\"", StringComparison.Ordinal);
        bool Adds(string fact) => fact.Contains($" ADD CONSTRAINT \"{to}\"", StringComparison.Ordinal);
        bool IsThisRenaming(string fact) =>
            fact.EndsWith($" RENAME CONSTRAINT \"{from}\" TO \"{to}\"", StringComparison.Ordinal);
        return context.Facts.Levee.Exists(Drops) && context.Facts.Levee.Exists(Adds) ? "primary-key-rename"
            : context.Facts.OnlyPrisma.Exists(IsThisRenaming) && context.Facts.OnlyLevee.Exists(IsThisRenaming)
                ? "primary-key-rename"
            : null;
    }

    /// <summary>The script drops the primary key or the unique index that this foreign key leans on, or rebuilds its columns' enum.</summary>
    private static bool KeyStandsInTheWay(Context context, string name, Func<Pair<DatabaseSchema>, DatabaseSchema> side)
    {
        return KeysNamed(side(context.Schemas), name)
            .Any(pair =>
                LosesItsTarget(context, pair.Key)
                || IsOverRebuiltEnum(context, pair.Table, pair.Key)
                || LeadsToNamesake(context, pair.Key)
            );
    }

    private static IEnumerable<(Table Table, ForeignKey Key)> KeysNamed(DatabaseSchema schema, string name) =>
        from table in schema.Tables
        from key in table.ForeignKeys
        where key.Name == name
        select (table, key);

    /// <summary>On the other side the key leads to the table of the same name in another namespace.</summary>
    private static bool LeadsToNamesake(Context context, ForeignKey key) =>
        KeysNamed(context.Schemas.Before, key.Name)
            .Concat(KeysNamed(context.Schemas.After, key.Name))
            .Any(other =>
                other.Key.ReferencedTable.Name == key.ReferencedTable.Name
                && other.Key.ReferencedTable != key.ReferencedTable
            );

    private static bool LosesItsTarget(Context context, ForeignKey key)
    {
        var target = context.Schemas.Before.Tables.FirstOrDefault(table => table.Name.Name == key.ReferencedTable.Name);
        var leaning =
            target?.Indexes.Where(index => index.IsUnique).Select(index => index.Name).Append(target.PrimaryKey?.Name)
            ?? [];
        return leaning
            .OfType<string>()
            .Any(name =>
                context.Facts.Levee.Exists(fact =>
                    fact.EndsWith($" DROP CONSTRAINT \"{name}\"", StringComparison.Ordinal)
                    || fact == $"DROP INDEX \"{name}\""
                    || (
                        fact.StartsWith("DROP INDEX", StringComparison.Ordinal)
                        && fact.EndsWith($".\"{name}\"", StringComparison.Ordinal)
                    )
                )
            );
    }

    private static bool IsOverRebuiltEnum(Context context, Table table, ForeignKey key) =>
        key.Columns.Any(column =>
            table.FindColumn(column)?.Type is ColumnType.Enum type
            && context.Facts.Levee.Exists(fact =>
                fact.StartsWith("ALTER TYPE ", StringComparison.Ordinal)
                && fact.EndsWith($"RENAME TO \"{type.Name.Name}\"", StringComparison.Ordinal)
            )
        );

    private static bool WasOfThatEnum(Context context, Match taking)
    {
        var table = context.Schemas.Before.Tables.FirstOrDefault(one => one.Name.Name == taking.Groups["table"].Value);
        return table?.FindColumn(taking.Groups["column"].Value)?.Type is ColumnType.Enum type
            && type.Name.Name == taking.Groups["type"].Value;
    }

    private static bool EnumTakesTablesName(Context context) =>
        context.Schemas.After.Enums.Any(type => context.Schemas.Before.Tables.Any(table => table.Name == type.Name));

    /// <summary>Levee renames an index that is otherwise said alike, and Prisma, which does not recognise it, drops it and makes another.</summary>
    private static bool IsOfIndexReadBack(Context context, string fact)
    {
        bool Concerns(Match renaming)
        {
            var names = (From: renaming.Groups["from"].Value, To: renaming.Groups["to"].Value);
            return Settled.IsSameIndex(context.Schemas, names.From, names.To)
                && (
                    fact == renaming.Value
                    || Settled.IndexIn(fact) is { } name && (name == names.From || name == names.To)
                );
        }
        if (Settled.IndexIn(fact) is { } index && Settled.IsSpelledOtherwise(context.Schemas, index))
            return true;
        return context
            .Facts.OnlyLevee.Select(one => RenamesIndex().Match(one))
            .Any(renaming => renaming.Success && Concerns(renaming));
    }

    /// <summary>PostgreSQL drops an index with any of its columns, also where the column comes back with another type.</summary>
    private static bool LostWithItsColumn(Context context, string name) =>
        context.Schemas.After.Tables.Any(table =>
            table.Indexes.FirstOrDefault(index => index.Name == name) is { } index
            && index.Columns.Any(column =>
                context.Facts.Levee.Exists(fact =>
                    fact.EndsWith($" DROP COLUMN \"{column.Name}\"", StringComparison.Ordinal)
                )
            )
        );

    /// <summary>Prisma remakes a column that stands as it should, and with it the index, whatever else becomes of that.</summary>
    private static bool IsOverRemadeColumn(Context context, string name) =>
        context.Schemas.After.Tables.Any(table =>
            table.Indexes.FirstOrDefault(index => index.Name == name) is { } index
            && index.Columns.Any(column =>
                context.Facts.OnlyPrisma.Exists(fact =>
                    fact.Contains($"\"{table.Name.Name}\" DROP COLUMN \"{column.Name}\"", StringComparison.Ordinal)
                    && (context.IsPerpetual(fact) || Settled.ConcernsUnsized(context.Schemas, fact))
                )
            )
        );

    private static bool IsUsedBefore(Context context, string name) =>
        context.Schemas.Before.Tables.Any(table => table.Name.Namespace == name)
        || context.Schemas.Before.Enums.Any(type => type.Name.Namespace == name);

    private static string Unescaped(string fact) => fact.Replace("\"\"", "\"").Replace("''", "'");

    private static DatabaseSchema? Load(SchemaText text) =>
        PrismaSchema.Load([new SourceText("schema.prisma", text.ToString())]).Schema;

    private static string PlainType(Match match) =>
        match.Groups[1].Value
        + match.Groups[2].Value switch
        {
            "BIGSERIAL" => "BIGINT",
            "SMALLSERIAL" => "SMALLINT",
            var other => other.Replace("SERIAL", "INTEGER"),
        };

    [GeneratedRegex("^(.* ALTER COLUMN \"[^\"]*\") DROP DEFAULT$")]
    private static partial Regex DropsDefault();

    [GeneratedRegex("^(.* ALTER COLUMN \"[^\"]*\") SET DEFAULT ")]
    private static partial Regex SetsDefault();

    [GeneratedRegex("^(.* SET DATA TYPE .*?) USING \\(")]
    private static partial Regex CastsWithUsing();

    [GeneratedRegex("^(?:CREATE|ALTER) SEQUENCE | SET DEFAULT nextval\\(")]
    private static partial Regex Sequences();

    [GeneratedRegex("""^CREATE (?:UNIQUE )?INDEX "(?<name>[^"]*)""")]
    private static partial Regex CreatesIndex();

    [GeneratedRegex("""^CREATE SCHEMA IF NOT EXISTS "([^"]*)"$""")]
    private static partial Regex CreatesSchema();

    [GeneratedRegex("( SET DATA TYPE )((?:BIG|SMALL)?SERIAL)$")]
    private static partial Regex SerialType();

    [GeneratedRegex(" SET DATA TYPE (?:INTEGER|BIGINT|SMALLINT)$")]
    private static partial Regex PlainTypeSet();

    [GeneratedRegex(
        """^ALTER TABLE (?:"[^"]*"\.)?"(?<table>[^"]*)" ALTER COLUMN "(?<column>[^"]*)" TYPE (?:"[^"]*"\.)?"(?<type>[^"]*)_new"(?:\[\])? USING """
    )]
    private static partial Regex TakesNewType();

    [GeneratedRegex(@" ALTER COLUMN ""[^""]*"" TYPE TEXT(?:\[\])?$")]
    private static partial Regex LetsGo();

    [GeneratedRegex("""RENAME CONSTRAINT "([^"]*)" TO "([^"]*)"$""")]
    private static partial Regex RenamesConstraint();

    [GeneratedRegex("""^ALTER INDEX (?:"[^"]*"\.)?"(?<from>[^"]*)" RENAME TO "(?<to>[^"]*)"$""")]
    private static partial Regex RenamesIndex();

    [GeneratedRegex("""^ALTER TABLE .* DROP CONSTRAINT "([^"]*)"$""")]
    private static partial Regex DropsConstraint();

    [GeneratedRegex("""^ALTER TABLE .* ADD CONSTRAINT "([^"]*)" FOREIGN KEY """)]
    private static partial Regex AddsForeignKey();
}
