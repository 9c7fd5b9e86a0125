using Levee.Core.Diagnostics;
using Levee.Core.Psl.Config;
using Levee.Core.Psl.Syntax;
using Levee.Core.Text;

namespace Levee.Core.Psl.Binding;

/// <summary>What the attributes of fields, enums and models say; each looked at by itself.</summary>
internal sealed class AttributeBinder
{
    private static readonly ValueList<string> RelationAttributes = ["relation", "ignore"];
    private static readonly ValueList<string> ModelAttributes = ["id", "unique", "index", "map", "schema", "ignore"];

    private readonly FieldBinder _fields;
    private readonly KeyBinder _keys;
    private readonly DiagnosticBag _diagnostics;
    private readonly Configuration? _configuration;

    public AttributeBinder(DiagnosticBag diagnostics, Configuration? configuration)
    {
        (_diagnostics, _configuration) = (diagnostics, configuration);
        _keys = new(diagnostics, configuration);
        _fields = new(diagnostics, _keys);
    }

    private Reporter In(SourceText source) => new(_diagnostics, source);

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
                RelationBinder.Bind(field, relation);
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
        _fields.Begin();
        foreach (var field in model.ScalarFields)
            _fields.Bind(field, keys);

        var reader = new AttributeReader(In(model.Source), BlockAttributes(model.Syntax.Members), ModelAttributes);
        if (reader.Take("ignore") is { } ignore)
        {
            BindModelIgnore(model);
            ignore.Complete();
        }
        if (reader.Take("id") is { } id)
        {
            KeyBinder.BindModelId(keys, id);
            id.Complete();
        }
        model.DatabaseName = TakeMap(reader) ?? model.DatabaseName;
        (model.Namespace, model.NamespaceAttribute) = TakeSchema(reader);
        foreach (var (attribute, kind) in IndexAttributes)
        {
            foreach (var index in reader.TakeAll(attribute))
            {
                _keys.BindModelIndex(keys, index, kind);
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
        return (_configuration?.Namespaces.Count > 0 ? name : null, schema.Attribute);
    }
}
