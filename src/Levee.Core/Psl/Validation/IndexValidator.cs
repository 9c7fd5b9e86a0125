using Levee.Core.Psl.Binding;
using Levee.Core.Psl.Syntax;
using Levee.Core.Schema;

namespace Levee.Core.Psl.Validation;

/// <summary>What PostgreSQL can index, and how.</summary>
internal sealed class IndexValidator(Model model, Reporter reporter)
{
    public void Check(IndexDefinition index)
    {
        var span = index.Syntax.Span;
        if (index.Fields.Count == 0)
            reporter.Error("empty-index", span, "an index has at least one field", "name a field in it");
        if (index.Fields.Any(part => part.HasLength))
            reporter.Error(
                "unsupported-argument",
                span,
                "PostgreSQL has no indexes on part of a value",
                "remove `length`"
            );
        if (index.Algorithm == IndexAlgorithm.Hash && index.Fields.Any(part => part.Sort is not null))
            reporter.Error(
                "unsupported-argument",
                span,
                "a Hash index has no sort order",
                "remove `sort`, or use BTree"
            );
        if (index.Kind == IndexKind.Fulltext)
            reporter.Error(
                "unsupported-attribute",
                span,
                "PostgreSQL has no fulltext indexes of this kind",
                "use `@@index([…], type: Gin)`"
            );
        if (index.IsClustered)
            reporter.Error("unsupported-argument", span, "PostgreSQL has no clustered indexes", "remove `clustered`");
        if (index.Kind != IndexKind.Normal && index.Fields.Any(part => part.OperatorClass is not null))
            reporter.Error("unsupported-argument", span, "only `@@index` has operator classes", "remove `ops`");
        if (index is { IsUnique: true, Fields.Count: > 1 })
            CheckClientName(index);
    }

    private void CheckClientName(IndexDefinition index)
    {
        var joined = string.Join('_', index.Fields.Select(part => part.Field.Name));
        if (model.FindField(joined) is ScalarField)
        {
            reporter.Error(
                "client-name-clash",
                index.Syntax.Span,
                $"the client names this unique index `{joined}`, as a field is named",
                $"give it another name: `{index.Title}([…], name: \"…\")`"
            );
        }
    }

    /// <summary>Needs the native types of the fields.</summary>
    public void CheckTypes()
    {
        foreach (var index in model.Indexes)
        {
            if (index.Fields.FirstOrDefault(part => part.Field.NativeType?.Type == NativeType.Xml) is { } xml)
                reporter.Error(
                    "unsupported-index",
                    xml.Field.Syntax.Span,
                    $"`{xml.Field}` has the type Xml, which PostgreSQL cannot index",
                    "leave it out of the index"
                );
            foreach (var part in index.Fields)
                CheckOperatorClass(index, part);
            if (index is { Algorithm: IndexAlgorithm.SpGist, Fields.Count: not 1 })
                reporter.Error(
                    "unsupported-index",
                    index.Syntax.Span,
                    "an SpGist index has one field",
                    "make one index for each field"
                );
        }
    }

    private void CheckOperatorClass(IndexDefinition index, IndexedField part)
    {
        var algorithm = index.Algorithm ?? IndexAlgorithm.BTree;
        if (part.OperatorClass is { IsRaw: true })
            return;
        if (part.OperatorClass is { } reference)
        {
            if (!OperatorClasses.AlgorithmsOf(reference.Name).Contains(algorithm))
                reporter.Error(
                    "unsupported-index",
                    index.Syntax.Span,
                    $"an index of type {algorithm} has no operator class `{reference.Name}`",
                    "write `raw(\"…\")` for one that the schema language does not know"
                );
            else if (!OperatorClasses.Fits(reference.Name, algorithm, part.Field))
                reporter.Error(
                    "unsupported-index",
                    index.Syntax.Span,
                    $"the operator class `{reference.Name}` does not fit the type of `{part.Field}`",
                    "remove `ops`, or choose another"
                );
        }
        else if (!OperatorClasses.HasDefault(algorithm, part.Field))
        {
            reporter.Error(
                "unsupported-index",
                index.Syntax.Span,
                $"an index of type {algorithm} cannot hold `{part.Field}`: its type has no default operator class",
                $"name one: `{part.Field}(ops: raw(\"…\"))`"
            );
        }
    }
}
