using Levee.Core.Psl.Binding;
using Levee.Core.Psl.Config;
using Levee.Core.Psl.Syntax;
using Levee.Core.Schema;

namespace Levee.Core.Psl;

/// <summary>The tables that a schema stands for.</summary>
internal static class SchemaBuilder
{
    public static DatabaseSchema Build(Datamodel datamodel, JoinTableKey key)
    {
        var configuration = datamodel.Configuration;
        var foreignKeys = configuration.HasForeignKeys
            ? datamodel
                .Relations.OfType<Relation.Reference>()
                .Where(relation => relation is { Forward: { Model.IsView: false, Target.IsView: false } })
                .ToLookup(relation => relation.Forward!.Model, relation => BuildForeignKey(relation.Forward!))
            : Enumerable.Empty<Relation.Reference>().ToLookup(_ => datamodel.Models[0], _ => (ForeignKey)null!);
        var tables = datamodel
            .Models.Where(model => !model.IsView)
            .Select(model => BuildTable(model, foreignKeys[model].ToValueList()));
        var joinTables = datamodel
            .Relations.OfType<Relation.ManyToMany>()
            .Select(relation => BuildJoinTable(relation, key, configuration.HasForeignKeys));
        return new(
            SchemaOrigin.File,
            configuration.Namespaces,
            configuration.Extensions,
            datamodel
                .Enums.Select(type => new EnumType(
                    type.Type,
                    type.Values.Select(value => value.DatabaseName).ToValueList()
                ))
                .ToValueList(),
            tables.Concat(joinTables).ToValueList(),
            []
        )
        {
            Style = configuration.Style,
            ComparesPredicates = configuration.Has(PreviewFeatures.PartialIndexes),
        };
    }

    private static Table BuildTable(Model model, ValueList<ForeignKey> foreignKeys) =>
        new(
            model.Table,
            model.ScalarFields.Select(BuildColumn).ToValueList(),
            model.PrimaryKey is { } key
                ? new(key.ConstraintName ?? ConstraintNames.PrimaryKey(model.DatabaseName), ColumnsOf(key.Fields))
                : null,
            model.Indexes.Select(index => BuildIndex(model, index)).ToValueList(),
            foreignKeys
        );

    private static ValueList<string> ColumnsOf(IEnumerable<IndexedField> fields) =>
        fields.Select(part => part.Field.DatabaseName).ToValueList();

    private static ValueList<string> ColumnsOf(IEnumerable<ScalarField> fields) =>
        fields.Select(field => field.DatabaseName).ToValueList();

    private static Column BuildColumn(ScalarField field) =>
        new(
            field.DatabaseName,
            TypeOf(field),
            ArityOf(field),
            BuildDefault(field),
            field.Default is FieldDefault.AutoIncrement
        )
        {
            FilledByClient = field.IsUpdatedAt || field.Default is FieldDefault.ByClient,
        };

    private static ColumnType TypeOf(ScalarField field) =>
        field.Type switch
        {
            FieldType.Scalar(var scalar) => field.NativeType ?? NativeTypes.DefaultOf(scalar),
            FieldType.Enum(var definition) => new ColumnType.Enum(definition.Type),
            FieldType.Unsupported(var text) => new ColumnType.Unsupported(text),
            FieldType.Unusable(var name) => throw new InvalidOperationException($"the type {name} was refused before"),
        };

    private static Arity ArityOf(ScalarField field) =>
        field.Arity switch
        {
            FieldArity.Required => Arity.Required,
            FieldArity.Optional => Arity.Nullable,
            FieldArity.List => Arity.List,
        };

    private static DefaultValue? BuildDefault(ScalarField field) =>
        field.Default switch
        {
            FieldDefault.Literal(_, { } literal) => new DefaultValue.Value(literal),
            FieldDefault.Now => new DefaultValue.Now(),
            // Prisma's engine takes it for no default where the field is an enum, and there only.
            FieldDefault.DbGenerated(null) when field.Type is FieldType.Enum => null,
            FieldDefault.DbGenerated(var text) => new DefaultValue.Expression(text),
            FieldDefault.AutoIncrement => new DefaultValue.Sequence(""),
            _ => null,
        };

    private static TableIndex BuildIndex(Model model, IndexDefinition index)
    {
        return new(
            index.DatabaseNameIn(model),
            index.IsUnique,
            index.Algorithm ?? IndexAlgorithm.BTree,
            index
                .Fields.Select(part => new IndexColumn(
                    part.Field.DatabaseName,
                    part.Sort,
                    BuildOperatorClass(part.OperatorClass, index.Algorithm)
                ))
                .ToValueList(),
            index.Predicate
        );
    }

    private static OperatorClass? BuildOperatorClass(OperatorClassReference? reference, IndexAlgorithm? algorithm) =>
        reference switch
        {
            null => null,
            { IsRaw: true } => new(reference.Name, IsDefault: false),
            _ => new(
                OperatorClasses.DatabaseName(reference.Name),
                OperatorClasses.IsDefault(reference.Name, algorithm)
            ),
        };

    private static ForeignKey BuildForeignKey(RelationField field)
    {
        var columns = ColumnsOf(field.Fields!);
        // Required means: one of the columns cannot be NULL, so that SET NULL would fail.
        var isRequired =
            field.Arity == FieldArity.Required || field.Fields!.Any(column => column.Arity == FieldArity.Required);
        return new(
            field.ForeignKeyName,
            columns,
            field.Target.Table,
            ColumnsOf(field.References!),
            field.OnDelete ?? (isRequired ? ReferentialAction.Restrict : ReferentialAction.SetNull),
            field.OnUpdate ?? ReferentialAction.Cascade
        );
    }

    private static Table BuildJoinTable(Relation.ManyToMany relation, JoinTableKey key, bool hasForeignKeys)
    {
        var table = relation.Table;
        var ofB = BuildJoinIndex(ConstraintNames.JoinTableIndex(table.Name), false, ["B"]);
        return new(
            table,
            [BuildJoinColumn("A", relation.A.Model), BuildJoinColumn("B", relation.B.Model)],
            key == JoinTableKey.Primary ? new(ConstraintNames.JoinTablePrimaryKey(table.Name), ["A", "B"]) : null,
            key == JoinTableKey.Primary
                ? [ofB]
                : [BuildJoinIndex(ConstraintNames.JoinTableUniqueIndex(table.Name), true, ["A", "B"]), ofB],
            hasForeignKeys
                ? [BuildJoinKey(table.Name, "A", relation.A.Model), BuildJoinKey(table.Name, "B", relation.B.Model)]
                : []
        );
    }

    private static TableIndex BuildJoinIndex(string name, bool isUnique, ValueList<string> columns) =>
        new(
            name,
            isUnique,
            IndexAlgorithm.BTree,
            columns.Select(column => new IndexColumn(column, null, null)).ToValueList(),
            null
        );

    private static ScalarField IdOf(Model model) => model.PrimaryKey!.Fields[0].Field;

    private static Column BuildJoinColumn(string side, Model model) =>
        new(side, TypeOf(IdOf(model)), Arity.Required, null, false);

    private static ForeignKey BuildJoinKey(string table, string side, Model model) =>
        new(
            ConstraintNames.JoinTableForeignKey(table, side),
            [side],
            model.Table,
            [IdOf(model).DatabaseName],
            ReferentialAction.Cascade,
            ReferentialAction.Cascade
        );
}

/// <summary>What makes the rows of a table unique that stands for a many-to-many relation.</summary>
public enum JoinTableKey
{
    /// <summary>Since Prisma 6.</summary>
    Primary,

    /// <summary>Until Prisma 5: there is no primary key.</summary>
    UniqueIndex,
}
