using Levee.Core.Diagnostics;
using Levee.Core.Psl.Syntax;
using Levee.Core.Schema;

namespace Levee.Core.Psl.Binding;

/// <summary>The attributes of a field that is a column.</summary>
internal sealed class FieldBinder(DiagnosticBag diagnostics, KeyBinder keyBinder)
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

    /// <summary>The columns of the model that is read at the moment, as far as they have their names.</summary>
    private readonly Dictionary<string, ScalarField> _columns = [];

    /// <summary>The fields of another model follow.</summary>
    public void Begin() => _columns.Clear();

    public void Bind(ScalarField field, KeyCollector keys)
    {
        if (field.Type is FieldType.Unusable)
            return;
        var model = field.Model;
        if (field.Syntax.Attributes.Count == 0)
        {
            _columns.TryAdd(field.DatabaseName, field);
            return;
        }
        var reader = new AttributeReader(
            new Reporter(diagnostics, model.Source),
            field.Syntax.Attributes,
            ScalarAttributes
        );
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
            keyBinder.BindFieldId(field, keys, id);
            id.Complete();
        }
        if (reader.Take("updatedAt") is { } updatedAt)
        {
            BindUpdatedAt(field, updatedAt);
            updatedAt.Complete();
        }
        if (reader.Take("default") is { } @default)
        {
            DefaultBinder.Bind(field, @default);
            @default.Complete();
        }
        if (field.Type is FieldType.Scalar)
            field.NativeTypeAttribute = reader.TakeNativeType();
        if (reader.Take("unique") is { } unique)
        {
            keyBinder.BindFieldUnique(field, keys, unique);
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
        new Reporter(diagnostics, field.Model.Source).Error(
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
}
