using Levee.Core.Diagnostics;
using Levee.Core.Plan;
using Levee.Core.Psl;
using Levee.Core.Schema;
using Levee.Core.Text;

namespace Levee.Core.Diff;

/// <summary>
/// What Prisma's engine would write again on every run although the database already is as the schema wants it. Levee sees
/// that and writes nothing; where Prisma's tools are used beside it, the schema should be written so that they rest too.
/// </summary>
public static class PerpetualDiffs
{
    /// <summary>Notes with the codes <c>perpetual-diff</c> and <c>false-drop</c> (Prisma would drop a column or an index and
    /// make it again). Empty where the schema before is not read from a database.</summary>
    /// <param name="datamodel">The one of the schema after, for the places; null where it is not known.</param>
    public static ValueList<Diagnostic> Find(Pair<DatabaseSchema> schemas, Datamodel? datamodel) =>
        schemas.Before.Origin == SchemaOrigin.File
            ? []
            : new TablePairs(schemas)
                .Pairs.SelectMany(pair =>
                    InColumns(pair, datamodel?.FindModel(pair.Tables.After.Name))
                        .Concat(InIndexes(pair, schemas, datamodel?.FindModel(pair.Tables.After.Name)))
                )
                .ToValueList();

    private static IEnumerable<Diagnostic> InColumns(TablePair pair, Model? model)
    {
        foreach (var change in pair.Columns)
        {
            var (before, after) = change.Column;
            var name = $"{pair.Tables.After.Name}.{after.Name}";
            var at = model?.FindColumn(after.Name)?.At;
            var cast = TypeCasts.Between(change.Column);
            if (cast != TypeCast.None && change.Cast == TypeCast.None)
                yield return OfType(name, after, cast, at);
            else if (before.IsGenerated && !Defaults.AreEqualToPrisma(change.Column))
                yield return OfGenerated(name, before, at);
            else if (change.Flags == ColumnFlags.None && ReadBackDefaults.IsNullKept(change.Column))
                yield return OfNull(name, at);
            else if (change.Flags == ColumnFlags.None && !Defaults.AreEqualToPrisma(change.Column))
                yield return OfDefault(name, before, at);
        }
    }

    private static Diagnostic OfType(string name, Column column, TypeCast cast, SourceLocation? at)
    {
        var type = ((ColumnType.Native)column.Type).Type;
        return Note(
            cast == TypeCast.Impossible ? "false-drop" : "perpetual-diff",
            $"@db.{type} without a length is @db.{type}(1) in PostgreSQL, and Prisma changes column {name} on every run",
            $"column {name}",
            at,
            $"write @db.{type}(1)"
        );
    }

    private static Diagnostic OfGenerated(string name, Column before, SourceLocation? at) =>
        Note(
            "perpetual-diff",
            $"column {name} is generated, and Prisma takes its expression for a default that it has to drop",
            $"column {name}",
            at,
            $"write @default(dbgenerated(\"{Escape(Printed(before))}\")) and leave the field out of what the program writes"
        );

    private static Diagnostic OfNull(string name, SourceLocation? at) =>
        Note(
            "perpetual-diff",
            $"PostgreSQL keeps no default of NULL, and Prisma sets that of column {name} on every run",
            $"column {name}",
            at,
            "remove the default: a column without one is NULL where nothing is given"
        );

    private static Diagnostic OfDefault(string name, Column before, SourceLocation? at) =>
        Note(
            "perpetual-diff",
            $"Prisma does not recognise the default of column {name} in the database and sets it on every run",
            $"column {name}",
            at,
            before.Default switch
            {
                DefaultValue.Now => "write @default(now())",
                DefaultValue.Sequence => "write @default(autoincrement())",
                DefaultValue.Value { Literal: not LiteralValue.List } => "write the value itself, without dbgenerated",
                _ => $"write @default(dbgenerated(\"{Escape(Printed(before))}\")), as PostgreSQL prints it",
            }
        ) with
        {
            Notes = [$"PostgreSQL prints it as {Printed(before)}"],
        };

    private static string Printed(Column column) =>
        column.PrintedDefault ?? (column.Default as DefaultValue.Expression)?.Text ?? "";

    private static string Escape(string text) => text.Replace("\\", "\\\\").Replace("\"", "\\\"");

    private static IEnumerable<Diagnostic> InIndexes(TablePair pair, Pair<DatabaseSchema> schemas, Model? model)
    {
        var differ = new IndexDiffer(pair, schemas.After.ComparesPredicates, MigrationPlan.StyleOf(schemas));
        foreach (var index in differ.UnseenByPrisma)
        {
            var at = Place(index.After, model);
            var (why, help) = index.Before switch
            {
                { Predicate: not null } => (
                    "is partial, which Prisma 6 cannot read; it creates it once more and fails on the name",
                    "give the partial index another name, or leave the index out of the schema"
                ),
                { IncludedColumns: > 0 } => (
                    "has INCLUDE columns, which Prisma takes for keys; it makes the index anew on every run",
                    $"list them as keys: [{string.Join(", ", index.Before.Columns.Select(column => column.Name))}]"
                ),
                _ => (
                    "has an operator class that Prisma does not read back; it makes the index anew on every run",
                    DoesWithoutClasses(index.After, model)
                        ? "leave the operator class out of the schema; Prisma then leaves the index as it is"
                        : "the type of its column has no default class, so it has to stay: take Prisma's DROP INDEX and CREATE INDEX of it out of a migration; Levee writes none"
                ),
            };
            yield return Note("false-drop", $"index {index.Before.Name} {why}", $"index {index.Before.Name}", at, help);
        }
    }

    private static bool DoesWithoutClasses(TableIndex index, Model? model) =>
        model is not null
        && index.Columns.All(column =>
            column.OperatorClass is null or { IsDefault: true }
            || (model.FindColumn(column.Name) is { } field && OperatorClasses.HasDefault(index.Algorithm, field))
        );

    private static SourceLocation? Place(TableIndex index, Model? model)
    {
        var columns = index.Columns.Select(column => column.Name).ToList();
        var declared = model?.Indexes.FirstOrDefault(item =>
            item.IsUnique == index.IsUnique
            && item.DatabaseNameIn(model) == index.Name
            && item.Fields.Select(field => field.Field.DatabaseName).SequenceEqual(columns)
        );
        return declared is null ? model?.At : model!.Source.At(declared.Syntax.Span);
    }

    private static Diagnostic Note(string code, string message, string @object, SourceLocation? at, string help) =>
        Diagnostic.Note(code, message, at) with
        {
            Object = @object,
            Help = [help],
        };
}
