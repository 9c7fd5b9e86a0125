using Levee.Core.Diagnostics;
using Levee.Core.Diff.Columns;
using Levee.Core.Diff.Defaults;
using Levee.Core.Plan;
using Levee.Core.Psl.Binding;
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

    /// <summary>Whether a plan that is left over after a migration only says once more what the migration said: PostgreSQL keeps a
    /// text of the schema in words that nobody recognises.</summary>
    public static bool AreAll(MigrationPlan rest) => rest.Steps.All(step => IsSpelling(step, rest));

    /// <summary>Warnings about what is left over after a migration, and will be written again by the next one.</summary>
    /// <param name="rest">Of <see cref="AreAll"/>.</param>
    public static ValueList<Diagnostic> FindIn(MigrationPlan rest, Datamodel? datamodel) =>
        rest
            .Steps.OfType<MigrationStep.AlterTable>()
            .SelectMany(step =>
                from change in step.Changes.OfType<TableChange.AlterColumn>()
                let model = datamodel?.FindModel(step.Table.After.Name)
                let at = model?.FindColumn(change.Column.After.Name)?.At
                let name = $"{step.Table.After.Name}.{change.Column.After.Name}"
                select IsSerial(change.Flags, change.Column.After) ? OfSerial(name, change.Flags, at)
                : change.Flags.HasFlag(ColumnFlags.Type) ? OfUnsupported(name, change.Column.Before, at)
                : OfDefault(name, change.Column.Before, at)
            )
            .Concat(
                rest.Steps.OfType<MigrationStep.DropIndex>()
                    .Select(step => OfIndex(step.Index, step.Index, datamodel?.FindModel(step.On.Name)))
            )
            .Select(note => note with { Code = "perpetual-diff", Severity = Severity.Warning })
            .ToValueList();

    private static bool IsSpelling(MigrationStep step, MigrationPlan rest) =>
        step switch
        {
            MigrationStep.AlterTable alter => alter.Changes.All(IsSpelling),
            MigrationStep.DropIndex(_, var index) => rest
                .Steps.OfType<MigrationStep.CreateIndex>()
                .Any(create => IsSameButForTexts(create.Index, index)),
            MigrationStep.CreateIndex(_, var index, _) => rest
                .Steps.OfType<MigrationStep.DropIndex>()
                .Any(drop => IsSameButForTexts(drop.Index, index)),
            _ => false,
        };

    private static bool IsSpelling(TableChange change) =>
        change is TableChange.AlterColumn { Flags: var flags, Column: { Before: var before, After: var after } }
        && (IsSerial(flags, after) || (flags & ~(ColumnFlags.Default | ColumnFlags.Type)) == ColumnFlags.None)
        && (!flags.HasFlag(ColumnFlags.Type) || after.Type is ColumnType.Unsupported)
        && (!flags.HasFlag(ColumnFlags.Default) || (before.Default is not null && after.Default is not null));

    /// <summary>SERIAL makes a column NOT NULL, also an optional one; and there is none for every type.</summary>
    private static bool IsSerial(ColumnFlags flags, Column after) =>
        (flags == ColumnFlags.Arity && after is { AutoIncrement: true, Arity: Arity.Nullable })
        || (
            flags == ColumnFlags.AutoIncrement
            && after is { AutoIncrement: true, Type: ColumnType.Native { Type: NativeType.Oid } }
        );

    private static bool IsSameButForTexts(TableIndex one, TableIndex other) =>
        one.Name == other.Name
        && one.IsUnique == other.IsUnique
        && one.Columns.Select(column => column.Name).SequenceEqual(other.Columns.Select(column => column.Name));

    private static IEnumerable<Diagnostic> InColumns(TablePair pair, Model? model)
    {
        foreach (var change in pair.Columns)
        {
            var (before, after) = change.Column;
            var name = $"{pair.Tables.After.Name}.{after.Name}";
            var at = model?.FindColumn(after.Name)?.At;
            var cast = TypeCasts.Between(change.Column);
            if (cast != TypeCast.None && change.Cast == TypeCast.None)
                yield return after.Type is ColumnType.Native { Type: var type }
                    ? OfUnsized(name, type, cast, at)
                    : OfUnsupported(name, before, at);
            else if (before.IsGenerated && !DefaultComparison.AreEqualToPrisma(change.Column))
                yield return OfGenerated(name, before, at);
            else if (change.Flags == ColumnFlags.None && ReadBackDefaults.IsNullKept(change.Column))
                yield return OfNull(name, at);
            else if (change.Flags == ColumnFlags.None && !DefaultComparison.AreEqualToPrisma(change.Column))
                yield return OfDefault(name, before, at);
        }
    }

    private static Diagnostic OfSerial(string name, ColumnFlags flags, SourceLocation? at) =>
        Note(
            "perpetual-diff",
            flags == ColumnFlags.Arity
                ? $"PostgreSQL makes column {name} NOT NULL, because it counts up; only the next migration takes that off"
                : $"column {name} is made without a sequence, as Prisma makes it; only the next migration gives it one",
            $"column {name}",
            at,
            flags == ColumnFlags.Arity
                ? "make the field required, or generate once more when this migration is written"
                : "write it as an Int without @db.Oid, or generate once more when this migration is written"
        );

    private static Diagnostic OfUnsized(string name, NativeType type, TypeCast cast, SourceLocation? at) =>
        Note(
            cast == TypeCast.Impossible ? "false-drop" : "perpetual-diff",
            $"@db.{type} without a length is @db.{type}(1) in PostgreSQL, and Prisma changes column {name} on every run",
            $"column {name}",
            at,
            $"write @db.{type}(1)"
        );

    private static Diagnostic OfUnsupported(string name, Column before, SourceLocation? at) =>
        Note(
            before.Arity == Arity.List ? "false-drop" : "perpetual-diff",
            $"Prisma has a name for the type of column {name} and does not recognise it in Unsupported: "
                + "it changes the column on every run",
            $"column {name}",
            at,
            $"write the field as {NativeTypes.Write(before)}"
        );

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
            yield return index.Before.Predicate is not null && MigrationPlan.StyleOf(schemas) == PrismaStyle.Six
                ? Note(
                    "false-drop",
                    $"index {index.Before.Name} is partial, which Prisma 6 cannot read; "
                        + "it creates it once more and fails on the name",
                    $"index {index.Before.Name}",
                    Place(index.After, model),
                    "give the partial index another name, or leave the index out of the schema"
                )
                : OfIndex(index.Before, index.After, model);
        }
    }

    private static Diagnostic OfIndex(TableIndex before, TableIndex after, Model? model)
    {
        var (why, help) = before switch
        {
            { IncludedColumns: > 0 } => (
                "has INCLUDE columns, which Prisma takes for keys",
                $"list them as keys: [{string.Join(", ", before.Columns.Select(column => column.Name))}]"
            ),
            { Predicate: { } predicate } when after.Columns.All(column => column.OperatorClass is null) => (
                "has a predicate that PostgreSQL prints in other words",
                $"write where: raw(\"{Escape(predicate)}\"), as PostgreSQL prints it"
            ),
            // Without a name of its own such a class is the default one, which these two kinds of index always have.
            { Algorithm: IndexAlgorithm.BTree or IndexAlgorithm.Hash } => (
                "has an operator class that Prisma does not read back",
                "leave the operator class out of the schema; Prisma then leaves the index as it is"
            ),
            _ when OtherClass(before, after) is { OperatorClass: { IsDefault: false, Name: var name } } column => (
                "has an operator class that Prisma does not recognise as it is written",
                $"write ops: raw(\"{Escape(name)}\") for {column.Name}, as Prisma reads it from the database"
            ),
            _ => (
                "has an operator class that Prisma does not recognise in any spelling",
                "write the migrations that concern this index with Levee only"
            ),
        };
        return Note(
            "false-drop",
            $"index {before.Name} {why}; it makes the index anew on every run",
            $"index {before.Name}",
            Place(after, model),
            help
        );
    }

    /// <summary>The first column of the index in the database whose operator class is not the one that the schema writes.</summary>
    private static IndexColumn? OtherClass(TableIndex before, TableIndex after) =>
        before
            .Columns.Zip(after.Columns)
            .Where(pair => pair.Second.OperatorClass is { } written && written.Name != pair.First.OperatorClass?.Name)
            .Select(pair => pair.First)
            .FirstOrDefault();

    private static SourceLocation? Place(TableIndex index, Model? model)
    {
        var declared = model?.Indexes.FirstOrDefault(item => item.DatabaseNameIn(model) == index.Name);
        return declared is null ? model?.At : model!.Source.At(declared.Syntax.Span);
    }

    private static Diagnostic Note(string code, string message, string @object, SourceLocation? at, string help) =>
        Diagnostic.Note(code, message, at) with
        {
            Object = @object,
            Help = [help],
        };
}
