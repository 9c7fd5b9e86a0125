using Levee.Core.Diagnostics;
using Levee.Core.Psl.Config;
using Levee.Core.Psl.Syntax;
using Levee.Core.Schema;
using Levee.Core.Text;

namespace Levee.Core.Psl.Binding;

/// <summary>@id, @unique, @@id, @@unique, @@index, @@fulltext.</summary>
internal sealed class KeyBinder(DiagnosticBag diagnostics, Configuration? configuration)
{
    public void BindFieldId(ScalarField field, KeyCollector keys, ArgumentReader id)
    {
        if (keys.Primary is not null)
        {
            new Reporter(diagnostics, field.Model.Source).Error(
                "several-ids",
                id.Attribute.Span,
                $"the model `{field.Model}` has more than one `@id`",
                "keep one, or write `@@id([…])` over both fields"
            );
            return;
        }
        var name = id.TakeName("map");
        id.Integer("length");
        var sort = TakeSort(id);
        id.Flag("clustered");
        keys.Primary = new(id.Attribute, field, [new(field, sort, null, HasArgument(id, "length"))], null, name)
        {
            IsClustered = HasArgument(id, "clustered"),
        };
    }

    private static bool HasArgument(ArgumentReader attribute, string name) =>
        attribute.Attribute.Arguments?.Find(name) is not null;

    private static SortOrder? TakeSort(ArgumentReader attribute) =>
        IndexedFieldArguments.ReadSort(attribute, attribute.Take("sort"));

    public static void BindModelId(KeyCollector keys, ArgumentReader id)
    {
        if (
            id.RequireFirst("fields") is not { } list
            || IndexedFields.Resolve(keys.Model, id, list, "id") is not { } fields
        )
            return;
        var optional = fields
            .Where(part => part.Field.Arity != FieldArity.Required)
            .Select(part => $"`{part.Field}`")
            .ToList();
        if (optional.Count > 0 && !keys.Model.IsIgnored)
            id.Error(
                "optional-id",
                $"every field of an id must be required, {string.Join(", ", optional)} is not",
                "make it required, or use `@@unique`"
            );
        if (keys.Primary is not null)
            id.Error("several-ids", $"the model `{keys.Model}` has both `@id` and `@@id`", "keep one of them");

        var map = id.TakeName("map");
        var name = TakeClientName(id);
        id.Flag("clustered");
        keys.Primary = new(id.Attribute, null, fields, name, map) { IsClustered = HasArgument(id, "clustered") };
    }

    public void BindFieldUnique(ScalarField field, KeyCollector keys, ArgumentReader unique)
    {
        var map = unique.TakeName("map");
        unique.Integer("length");
        var sort = TakeSort(unique);
        unique.Flag("clustered");
        var predicate = TakePredicate(field.Model, unique);
        keys.Indexes.Add(
            new(
                IndexKind.Unique,
                unique.Attribute,
                field,
                [new(field, sort, null, HasArgument(unique, "length"))],
                null,
                map,
                null,
                predicate
            )
            {
                IsClustered = HasArgument(unique, "clustered"),
            }
        );
    }

    public void BindModelIndex(KeyCollector keys, ArgumentReader index, IndexKind kind)
    {
        var fields = index.RequireFirst("fields") is { } list
            ? IndexedFields.Resolve(keys.Model, index, list, kind == IndexKind.Unique ? "unique" : "index")
            : null;
        var clientName = kind switch
        {
            IndexKind.Normal => index.TakeName("name"),
            IndexKind.Unique => TakeClientName(index),
            IndexKind.Fulltext => null,
        };
        var map = index.TakeName("map");
        if (kind == IndexKind.Normal && clientName is not null)
        {
            if (map is not null)
                index.Error("name-and-map", "`name` is an old spelling of `map` here; both are given", "remove `name`");
            (clientName, map) = (null, clientName);
        }
        var algorithm = kind == IndexKind.Normal ? TakeAlgorithm(index) : null;
        if (kind != IndexKind.Fulltext)
            index.Flag("clustered");
        var predicate = kind == IndexKind.Fulltext ? null : TakePredicate(keys.Model, index);
        keys.Indexes.Add(
            new(kind, index.Attribute, null, fields ?? [], clientName, map, algorithm, predicate)
            {
                IsClustered = kind != IndexKind.Fulltext && HasArgument(index, "clustered"),
            }
        );
    }

    private static IndexAlgorithm? TakeAlgorithm(ArgumentReader index)
    {
        if (index.Take("type") is not { } value || index.AsConstant(value) is not { } name)
            return null;
        if (Enum.GetNames<IndexAlgorithm>().Contains(name))
            return Enum.Parse<IndexAlgorithm>(name);
        index.ErrorAt(
            "unknown-index-type",
            value.Span,
            $"there is no index type `{name}`",
            Nearest.Hint(name, Enum.GetNames<IndexAlgorithm>())
                ?? $"known are {string.Join(", ", Enum.GetNames<IndexAlgorithm>())}"
        );
        return null;
    }

    /// <summary>It becomes an identifier of the client.</summary>
    private static string? TakeClientName(ArgumentReader attribute)
    {
        var name = attribute.TakeName("name");
        if (name is not null && !name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_'))
            attribute.Error(
                "invalid-name",
                $"the name `{name}` can only have letters, digits and `_`: it is one of the client",
                "use `map` for a name of the database"
            );
        return name;
    }

    /// <summary>Text of the predicate as Prisma 7 writes it. Older ones do not know the argument: it is left for the
    /// reader to refuse.</summary>
    private string? TakePredicate(Model model, ArgumentReader index)
    {
        if (configuration?.Style != PrismaStyle.Seven || index.Take("where") is not { } value)
            return null;
        if (!configuration.Has(PreviewFeatures.PartialIndexes))
        {
            index.ErrorAt(
                "preview-feature-missing",
                value.Span,
                "partial indexes are a preview feature",
                $"add `previewFeatures = [\"{PreviewFeatures.PartialIndexes}\"]` to the generator"
            );
            return null;
        }
        return PredicateReader.Read(model, index, value);
    }
}

/// <summary>The keys of one model while its attributes are read, in Prisma's order.</summary>
internal sealed class KeyCollector(Model model)
{
    public Model Model => model;
    public KeyDefinition? Primary { get; set; }
    public List<IndexDefinition> Indexes { get; } = [];
}
