using Levee.Core.Diagnostics;
using Levee.Core.Schema;

namespace Levee.Core.Psl;

/// <summary>What the attributes of fields, enums and models say; each looked at by itself.</summary>
internal sealed partial class AttributeBinder(DiagnosticBag diagnostics, Configuration? configuration)
{
    private static readonly ValueList<string> ScalarAttributes =
    [
        "id",
        "unique",
        "default",
        "map",
        "ignore",
        "updatedAt",
        "db.<type>",
    ];

    private static readonly ValueList<string> RelationAttributes = ["relation", "ignore"];
    private static readonly ValueList<string> ModelAttributes = ["id", "unique", "index", "map", "schema", "ignore"];

    /// <summary>The columns of the model that is read at the moment, as far as they have their names.</summary>
    private readonly Dictionary<string, ScalarField> _columns = [];

    private Reporter In(Text.SourceText source) => new(diagnostics, source);

    public void BindEnum(EnumDefinition type)
    {
        foreach (var value in type.Values)
        {
            if (value.Syntax.Attributes.Count == 0)
                continue;
            var reader = new AttributeReader(In(type.Source), value.Syntax.Attributes, ["map"]);
            value.DatabaseName = TakeMap(reader) ?? value.DatabaseName;
            reader.Complete();
        }
        var block = new AttributeReader(In(type.Source), BlockAttributes(type.Syntax.Members), ["map", "schema"]);
        type.DatabaseName = TakeMap(block) ?? type.DatabaseName;
        (type.Namespace, type.NamespaceAttribute) = TakeSchema(block);
        block.Complete();
    }

    /// <summary>Relation fields of all models come first: an index on one wants to name the columns behind
    /// it.</summary>
    public void BindRelationFields(Model model)
    {
        foreach (var field in model.RelationFields)
        {
            if (field.Syntax.Attributes.Count == 0)
                continue;
            var reader = new AttributeReader(In(model.Source), field.Syntax.Attributes, RelationAttributes);
            if (reader.Take("relation") is { } relation)
            {
                BindRelation(field, relation);
                relation.Complete();
            }
            reader
                .Take("id")
                ?.Error(
                    "relation-as-id",
                    $"`{field}` is a relation and cannot be the id",
                    "put `@id` on the field that holds the reference"
                );
            if (reader.Take("ignore") is { } ignore)
            {
                field.IsIgnored = true;
                ignore.Complete();
            }
            reader
                .Take("default")
                ?.Error(
                    "default-on-relation",
                    $"`{field}` is a relation and has no default",
                    "put `@default` on the field that holds the reference"
                );
            reader
                .Take("map")
                ?.Error(
                    "map-on-relation",
                    $"`{field}` is a relation and has no column to name",
                    "put `@map` on the field that holds the reference"
                );
            if (reader.Take("unique") is { } unique)
                ReportUniqueRelation(field, unique);
            reader.Complete();
        }
    }

    private static void ReportUniqueRelation(RelationField field, ArgumentReader unique)
    {
        var fields = field.Fields ?? [];
        unique.Error(
            "unique-on-relation",
            $"`{field}` is a relation and cannot be unique",
            fields.Count switch
            {
                0 => "put `@unique` on the field that holds the reference",
                1 => $"put `@unique` on `{fields[0]}`",
                _ => $"write `@@unique([{string.Join(", ", fields)}])`",
            }
        );
    }

    public void BindModel(Model model)
    {
        var keys = new KeyCollector(model);
        _columns.Clear();
        foreach (var field in model.ScalarFields)
            BindScalarField(field, keys);

        var reader = new AttributeReader(In(model.Source), BlockAttributes(model.Syntax.Members), ModelAttributes);
        if (reader.Take("ignore") is { } ignore)
        {
            BindModelIgnore(model);
            ignore.Complete();
        }
        if (reader.Take("id") is { } id)
        {
            BindModelId(keys, id);
            id.Complete();
        }
        model.DatabaseName = TakeMap(reader) ?? model.DatabaseName;
        (model.Namespace, model.NamespaceAttribute) = TakeSchema(reader);
        foreach (var (attribute, kind) in IndexAttributes)
        {
            foreach (var index in reader.TakeAll(attribute))
            {
                BindModelIndex(keys, index, kind);
                index.Complete();
            }
        }
        if (!model.IsIgnored && keys.Primary is { Field: { Arity: not FieldArity.Required } idField } primary)
            In(model.Source)
                .Error(
                    "optional-id",
                    primary.Syntax.Span,
                    $"`{idField}` is the id and must be required",
                    $"write `{idField} {idField.Syntax.Type.Name}`"
                );

        model.PrimaryKey = keys.Primary;
        model.Indexes = keys.Indexes.ToValueList();
        TakeShardKey(reader);
        reader.Complete();
    }

    private static readonly (string Attribute, IndexKind Kind)[] IndexAttributes =
    [
        ("index", IndexKind.Normal),
        ("unique", IndexKind.Unique),
        ("fulltext", IndexKind.Fulltext),
    ];

    private static ValueList<AttributeSyntax> BlockAttributes(ValueList<MemberSyntax> members) =>
        members.OfType<MemberSyntax.BlockAttribute>().Select(member => member.Attribute).ToValueList();

    private void BindModelIgnore(Model model)
    {
        foreach (var field in model.ScalarFields.Where(field => field.IsIgnored))
            In(model.Source)
                .Error(
                    "ignored-twice",
                    field.Syntax.Span,
                    $"`{field}` is ignored, and so is its whole model",
                    "remove `@ignore`"
                );
        model.IsIgnored = true;
    }

    /// <summary>Shard keys are for another database.</summary>
    private static void TakeShardKey(AttributeReader reader) =>
        reader.Take("shardKey")?.Error("unsupported-attribute", "PostgreSQL has no shard keys", "remove it");

    private void BindScalarField(ScalarField field, KeyCollector keys)
    {
        if (field.Type is FieldType.Unusable)
            return;
        var model = field.Model;
        if (field.Syntax.Attributes.Count == 0)
        {
            _columns.TryAdd(field.DatabaseName, field);
            return;
        }
        var reader = new AttributeReader(In(model.Source), field.Syntax.Attributes, ScalarAttributes);
        BindFieldMap(field, reader);
        if (reader.Take("ignore") is { } ignore)
        {
            if (field.Type is FieldType.Unsupported)
                ignore.Error(
                    "ignored-twice",
                    $"`{field}` has a type that the client does not know and is ignored already",
                    "remove `@ignore`"
                );
            field.IsIgnored = true;
            ignore.Complete();
        }
        reader
            .Take("relation")
            ?.Error("not-a-relation", $"`{field}` is no relation: its type is no model", "remove `@relation`");
        if (reader.Take("id") is { } id)
        {
            BindFieldId(field, keys, id);
            id.Complete();
        }
        if (reader.Take("updatedAt") is { } updatedAt)
        {
            BindUpdatedAt(field, updatedAt);
            updatedAt.Complete();
        }
        if (reader.Take("default") is { } @default)
        {
            BindDefault(field, @default);
            @default.Complete();
        }
        if (field.Type is FieldType.Scalar)
            field.NativeTypeAttribute = reader.TakeNativeType();
        if (reader.Take("unique") is { } unique)
        {
            BindFieldUnique(field, keys, unique);
            unique.Complete();
        }
        reader.Complete();
    }

    private void BindFieldMap(ScalarField field, AttributeReader reader)
    {
        if (reader.Take("map") is { } map)
        {
            if (map.RequireFirst("name") is { } value && map.AsText(value) is { } name)
            {
                field.DatabaseName = name;
                if (FindColumn(name, field) is { } other)
                    ReportTakenColumn(field, other);
            }
            map.Complete();
        }
        _columns.TryAdd(field.DatabaseName, field);
    }

    /// <summary>Another field with this column. One that is declared later counts under its own name, whatever its
    /// map says:
    /// Prisma refuses to swap two names in this direction.</summary>
    private ScalarField? FindColumn(string column, ScalarField field) =>
        _columns.GetValueOrDefault(column)
        ?? (
            field.Model.FindField(column) is ScalarField other && other != field && !_columns.ContainsValue(other)
                ? other
                : null
        );

    private void ReportTakenColumn(ScalarField field, ScalarField other) =>
        In(field.Model.Source)
            .Error(
                "duplicate-column",
                field.Syntax.Span,
                $"the column `{field.DatabaseName}` is already that of the field `{other}`",
                "give one of them another name"
            );

    private static void BindUpdatedAt(ScalarField field, ArgumentReader updatedAt)
    {
        if (field.Type is not FieldType.Scalar(ScalarType.DateTime))
            updatedAt.Error(
                "updated-at-type",
                $"`@updatedAt` wants a DateTime, `{field}` is {field.Syntax.Type.Name}",
                "make it a DateTime, or remove `@updatedAt`"
            );
        if (field.Arity == FieldArity.List)
            updatedAt.Error(
                "updated-at-type",
                $"`@updatedAt` wants one DateTime, `{field}` is a list",
                $"write `{field} {field.Syntax.Type.Name}`"
            );
        field.IsUpdatedAt = true;
    }

    private static string? TakeMap(AttributeReader reader)
    {
        if (reader.Take("map") is not { } map)
            return null;
        var name = map.RequireFirst("name") is { } value ? map.AsText(value) : null;
        map.Complete();
        return name;
    }

    private (string? Namespace, AttributeSyntax? Attribute) TakeSchema(AttributeReader reader)
    {
        if (reader.Take("schema") is not { } schema)
            return (null, null);
        var name = schema.RequireFirst("map") is { } value ? schema.AsText(value) : null;
        schema.Complete();
        return (configuration?.Namespaces.Count > 0 ? name : null, schema.Attribute);
    }
}

/// <summary>The keys of one model while its attributes are read, in Prisma's order.</summary>
internal sealed class KeyCollector(Model model)
{
    public Model Model => model;
    public KeyDefinition? Primary { get; set; }
    public List<IndexDefinition> Indexes { get; } = [];
}
