using System.Runtime.InteropServices;
using Levee.Core.Diagnostics;
using Levee.Core.Psl.Binding;
using Levee.Core.Psl.Syntax;
using Levee.Core.Schema;
using Levee.Core.Text;

namespace Levee.Core.Psl.Validation;

/// <summary>
/// Names that must be unique: primary keys and indexes in their schema, foreign keys together with them in their table,
/// client names and relation names in their model.
/// </summary>
internal sealed class ConstraintNameChecker
{
    private readonly DiagnosticBag _diagnostics;
    private readonly Dictionary<(string? Namespace, string Name), int> _inSchema = [];
    private readonly Dictionary<(Model Model, string Name), int> _inTable = [];
    private readonly Dictionary<(Model Model, Model Target, string Name), List<RelationField>> _relations = [];

    public ConstraintNameChecker(Datamodel datamodel, DiagnosticBag diagnostics)
    {
        _diagnostics = diagnostics;
        foreach (var model in datamodel.Models)
        {
            if (model.PrimaryKey is { } key)
                Count(model, NameOf(model, key));
            foreach (var index in model.Indexes)
                Count(model, index.DatabaseNameIn(model));
            foreach (var field in model.RelationFields)
            {
                var ends = (model, field.Target, field.EffectiveRelationName);
                if (!_relations.TryGetValue(ends, out var fields))
                    _relations[ends] = fields = [];
                fields.Add(field);
            }
        }
        foreach (var relation in datamodel.Relations.OfType<Relation.Reference>())
        {
            if (relation.Forward is { Fields: not null } forward)
                CountInTable(forward.Model, forward.ForeignKeyName);
        }
    }

    public void CheckPrimaryKey(Model model, KeyDefinition key)
    {
        var name = NameOf(model, key);
        CheckLength(In(model), name, key.Syntax.Span);
        if (IsTakenInSchema(model, name) || _inTable[(model, name)] > 1)
            ReportTaken(In(model), key.Syntax.SpanOf("map"), name);
    }

    public void CheckIndex(Model model, IndexDefinition index)
    {
        CheckLength(In(model), index.ConstraintName, index.Syntax.Span);
        var name = index.DatabaseNameIn(model);
        if (IsTakenInSchema(model, name))
            ReportTaken(In(model), index.Syntax.SpanOf(index.ConstraintName is null ? "" : "map"), name);
    }

    public void CheckForeignKey(RelationField field)
    {
        var name = field.ForeignKeyName;
        if (_inTable[(field.Model, name)] > 1)
            ReportTaken(In(field.Model), field.AttributeSpan, name);
    }

    public static void CheckLength(Reporter reporter, string? name, TextSpan span)
    {
        if (name is not null && ConstraintNames.IsTooLong(name))
        {
            reporter.Error(
                "name-too-long",
                span,
                $"the name `{name}` is longer than the {ConstraintNames.MaximumBytes} bytes that PostgreSQL keeps",
                "shorten it"
            );
        }
    }

    /// <returns>False where it cannot be known which field is the other side, which has been reported.</returns>
    public bool CheckAmbiguity(RelationField field)
    {
        var fields = _relations[(field.Model, field.Target, field.EffectiveRelationName)];
        var isSelf = field.Model == field.Target;
        if (fields.Count == 1 || (isSelf && fields.Count == 2 && field.RelationName is not null))
            return true;

        var names = string.Join(", ", fields.Select(other => $"`{other}`"));
        var message = field.RelationName is { } name
            ? $"{names} of the model `{field.Model}` all belong to the relation `{name}`"
            : $"{names} of the model `{field.Model}` all lead to `{field.Target}`, and nothing says which is which";
        In(field.Model)
            .Error(
                "ambiguous-relation",
                field.Syntax.Span,
                message,
                isSelf && fields.Count == 2
                    ? "give both the same name if they are two sides of one relation: `@relation(\"…\")`"
                    : "give each relation a name of its own, the same on both sides: `@relation(\"…\")`"
            );
        return false;
    }

    /// <summary>Names that the client has beside the fields: of ids and unique indexes.</summary>
    public void CheckClientNames(Model model)
    {
        if (model.PrimaryKey?.ClientName is null && model.Indexes.All(index => index.ClientName is null))
            return;
        var named = model
            .Indexes.Select(index => (index.ClientName, index.Syntax))
            .Append((model.PrimaryKey?.ClientName, model.PrimaryKey?.Syntax!));
        foreach (var same in named.Where(item => item.ClientName is not null).GroupBy(item => item.ClientName!))
        {
            if (same.Count() > 1)
            {
                foreach (var (_, syntax) in same)
                    In(model)
                        .Error(
                            "duplicate-name",
                            syntax.SpanOf("name"),
                            $"the name `{same.Key}` is used twice in the model `{model}`",
                            "give one of them another name"
                        );
            }
            if (model.FindField(same.Key) is not null)
                In(model)
                    .Error(
                        "client-name-clash",
                        model.Syntax.Name.Span,
                        $"the name `{same.Key}` is already that of a field",
                        "choose another name"
                    );
        }
    }

    private Reporter In(Model model) => new(_diagnostics, model.Source);

    private static string NameOf(Model model, KeyDefinition key) =>
        key.ConstraintName ?? ConstraintNames.PrimaryKey(model.DatabaseName);

    private void Count(Model model, string name)
    {
        CollectionsMarshal.GetValueRefOrAddDefault(_inSchema, (model.Namespace, name), out _)++;
        CountInTable(model, name);
    }

    private void CountInTable(Model model, string name) =>
        CollectionsMarshal.GetValueRefOrAddDefault(_inTable, (model, name), out _)++;

    private bool IsTakenInSchema(Model model, string name) => _inSchema[(model.Namespace, name)] > 1;

    private static void ReportTaken(Reporter reporter, TextSpan span, string name) =>
        reporter.Error(
            "duplicate-constraint",
            span,
            $"the name `{name}` is that of another key or index",
            "choose another one with `map: \"…\"`"
        );
}
