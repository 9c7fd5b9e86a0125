using Levee.Core.Diagnostics;
using Levee.Core.Psl.Binding;
using Levee.Core.Psl.Config;
using Levee.Core.Psl.Syntax;
using Levee.Core.Schema;
using Levee.Core.Text;

namespace Levee.Core.Psl.Validation;

/// <summary>The rules that need more than one attribute to be looked at.</summary>
internal sealed class SchemaValidator(Datamodel datamodel, DiagnosticBag diagnostics)
{
    private Configuration Configuration => datamodel.Configuration;

    private Reporter In(Model model) => new(diagnostics, model.Source);

    public static bool Accepts(Datamodel datamodel, DiagnosticBag diagnostics)
    {
        new SchemaValidator(datamodel, diagnostics).Validate();
        if (diagnostics.HasErrors)
            return false;
        datamodel.Complete();
        return true;
    }

    private void Validate()
    {
        if (Configuration.ExtensionsAt is { } extensionsAt && !Configuration.Has(PreviewFeatures.Extensions))
        {
            diagnostics.Error(
                "preview-feature-missing",
                extensionsAt,
                "`extensions` is a preview feature",
                $"add `previewFeatures = [\"{PreviewFeatures.Extensions}\"]` to the generator"
            );
        }
        foreach (var composite in datamodel.Composites)
        {
            new Reporter(diagnostics, composite.Source).Error(
                "composite-type",
                composite.Syntax.Name.Span,
                "PostgreSQL has no composite types that Prisma could use",
                "make it a model, or a field of type Json"
            );
        }
        CheckTableNames();
        var names = new ConstraintNameChecker(datamodel, diagnostics);
        foreach (var model in datamodel.Models)
        {
            if (!ValidateModel(model, names))
                return;
        }
        CheckEnums();
        new RelationValidator(datamodel, diagnostics, names).Validate();
    }

    /// <returns>False where relations are ambiguous: then nothing sensible can be said about the rest.</returns>
    private bool ValidateModel(Model model, ConstraintNameChecker names)
    {
        CheckUniqueCriterion(model);
        CheckNamespace(In(model), Kind(model), model.Syntax.Name, model.NamespaceAttribute);
        if (model.PrimaryKey is { } key)
            CheckPrimaryKey(model, key, names);
        var indexes = new IndexValidator(model, In(model));
        foreach (var field in model.ScalarFields)
            ValidateField(field);
        indexes.CheckTypes();
        foreach (var field in model.RelationFields)
        {
            if (!names.CheckAmbiguity(field))
                return false;
            CheckRelationField(field, names);
        }
        foreach (var index in model.Indexes)
        {
            indexes.Check(index);
            names.CheckIndex(model, index);
        }
        names.CheckClientNames(model);
        if (model.IsView)
            CheckView(model);
        return true;
    }

    private static string Kind(Model model) => model.IsView ? "view" : "model";

    private void CheckTableNames()
    {
        var tables = new Dictionary<ObjectName, Model>();
        foreach (var model in datamodel.Models)
        {
            if (tables.TryAdd(model.Table, model))
                continue;
            // The one with the written name is the one to change.
            var (wrong, other) = MapOf(model) is null ? (tables[model.Table], model) : (model, tables[model.Table]);
            In(wrong)
                .Error(
                    "duplicate-table",
                    MapOf(wrong) ?? wrong.Syntax.Name.Span,
                    $"the table `{model.DatabaseName}` is already that of `{other}`",
                    "give one of them another name with `@@map`"
                );
        }
    }

    private static TextSpan? MapOf(Model model) =>
        model
            .Syntax.Members.OfType<MemberSyntax.BlockAttribute>()
            .FirstOrDefault(member => member.Attribute.Name.Text == "map")
            ?.Span;

    private void CheckUniqueCriterion(Model model)
    {
        if (model.IsIgnored || model.IsView)
            return;
        foreach (var fields in UniqueCriteria.Of(model))
        {
            if (fields.All(part => part.Field is { Arity: not FieldArity.Optional, Type: not FieldType.Unsupported }))
                return;
        }
        var criteria = UniqueCriteria
            .Of(model)
            .Select(fields => string.Join(", ", fields.Select(part => part.Field)))
            .ToList();
        var notEnough = string.Join("; ", criteria);
        In(model)
            .Error(
                "no-unique-criterion",
                model.Syntax.Name.Span,
                $"the model `{model}` has nothing that tells its records apart",
                "mark a required field with `@id` or `@unique`, or several with `@@id([…])` or `@@unique([…])`",
                criteria.Count > 0 ? $"not enough, for a value may be missing: {notEnough}" : null
            );
    }

    private void CheckNamespace(Reporter reporter, string kind, NameSyntax name, AttributeSyntax? attribute)
    {
        if (attribute is null)
        {
            if (Configuration.Namespaces.Count > 0)
                reporter.Error(
                    "schema-missing",
                    name.Span,
                    $"the {kind} `{name}` does not say in which schema it is",
                    $"add `@@schema(\"{Configuration.Namespaces[0]}\")`"
                );
        }
        else if (
            attribute.Arguments is { Arguments: [{ Value: ExpressionSyntax.Text(var schema, var span) }, ..] }
            && !Configuration.Namespaces.Contains(schema)
        )
        {
            reporter.Error(
                "unknown-schema",
                span,
                $"the datasource does not list the schema `{schema}`",
                Nearest.Hint(schema, Configuration.Namespaces)
                    ?? $"add it to `schemas` of `{Configuration.DatasourceName}`"
            );
        }
    }

    private void CheckPrimaryKey(Model model, KeyDefinition key, ConstraintNameChecker names)
    {
        var reporter = In(model);
        names.CheckPrimaryKey(model, key);
        if (key.Fields.Count == 0)
            reporter.Error("empty-index", key.Syntax.Span, "an id has at least one field", "name a field in it");
        if (key.Fields.Any(field => field.HasLength))
            reporter.Error(
                "unsupported-argument",
                key.Syntax.Span,
                "PostgreSQL has no keys on part of a value",
                "remove `length`"
            );
        if (key.Fields.Any(field => field.Sort is not null))
            reporter.Error(
                "unsupported-argument",
                key.Syntax.Span,
                "a primary key of PostgreSQL has no sort order",
                "remove `sort`"
            );
        if (key.IsClustered)
            reporter.Error(
                "unsupported-argument",
                key.Syntax.Span,
                "PostgreSQL has no clustered keys",
                "remove `clustered`"
            );
        if (key.Fields.Count < 2)
            return;
        var joined = string.Join('_', key.Fields.Select(part => part.Field.Name));
        if (model.FindField(joined) is ScalarField)
        {
            reporter.Error(
                "client-name-clash",
                key.Syntax.Span,
                $"the client names this id `{joined}`, as a field is named",
                "give it another name: `@@id([…], name: \"…\")`"
            );
        }
    }

    private void CheckRelationField(RelationField field, ConstraintNameChecker names)
    {
        if (field.Target.IsIgnored && !field.IsIgnored && !field.Model.IsIgnored)
        {
            In(field.Model)
                .Error(
                    "relation-to-ignored",
                    field.Syntax.Span,
                    $"`{field}` leads to the model `{field.Target}`, which is ignored",
                    "add `@ignore` to the field"
                );
        }
        CheckAction(field, "onDelete", field.OnDelete);
        CheckAction(field, "onUpdate", field.OnUpdate);
        ConstraintNameChecker.CheckLength(In(field.Model), field.ConstraintName, field.AttributeSpan);
    }

    private void CheckAction(RelationField field, string argument, ReferentialAction? action)
    {
        if (Configuration.HasForeignKeys)
            return;
        if (
            action is ReferentialAction.SetNull
            && field.Fields?.FirstOrDefault(one => one.Arity is FieldArity.Required) is { } required
        )
        {
            In(field.Model)
                .Error(
                    "set-null-on-required",
                    field.Attribute!.SpanOf(argument),
                    $"`SetNull` has to empty `{required}`, which is required",
                    $"choose another action, or make it optional: `{required.Name} …?`"
                );
        }
        if (action is not (ReferentialAction.NoAction or ReferentialAction.SetDefault))
            return;
        In(field.Model)
            .Error(
                "unsupported-referential-action",
                field.Attribute!.SpanOf(argument),
                $"`{action}` cannot be had with `relationMode = \"prisma\"`",
                "use Restrict, Cascade or SetNull"
            );
    }

    private void CheckView(Model view)
    {
        var reporter = In(view);
        if (!Configuration.Has(PreviewFeatures.Views))
        {
            reporter.Error(
                "preview-feature-missing",
                view.Syntax.Name.Span,
                "views are a preview feature",
                $"add `previewFeatures = [\"{PreviewFeatures.Views}\"]` to the generator"
            );
        }
        if (view.PrimaryKey is { } key)
            reporter.Error("key-of-view", key.Syntax.Span, "a view has no primary key", "use `@unique`");
        foreach (var index in view.Indexes.Where(index => !index.IsUnique))
            reporter.Error("key-of-view", index.Syntax.Span, "a view has no indexes", "remove it");
    }

    private void CheckEnums()
    {
        var types = new Dictionary<ObjectName, EnumDefinition>();
        foreach (var type in datamodel.Enums)
        {
            var reporter = new Reporter(diagnostics, type.Source);
            CheckNamespace(reporter, "enum", type.Syntax.Name, type.NamespaceAttribute);
            if (!types.TryAdd(type.Type, type))
                reporter.Error(
                    "duplicate-type",
                    type.Syntax.Name.Span,
                    $"the type `{type.DatabaseName}` is already that of the enum `{types[type.Type]}`",
                    "give one of them another name with `@@map`"
                );
        }
    }

    private void ValidateField(ScalarField field)
    {
        var reporter = In(field.Model);
        if (field is { NativeTypeAttribute: { } attribute, Type: FieldType.Scalar(var scalar) })
            field.NativeType = NativeTypeReader.Read(reporter, Configuration.DatasourceName, scalar, attribute);
        if (field.Default is FieldDefault.Literal literal)
            field.Default = literal with { Value = ReadLiteral(reporter, field, literal.Syntax) };
        if (field.Default is FieldDefault.ByClient("auto"))
            reporter.Error(
                "unknown-function",
                field.DefaultAttribute!.Span,
                "`auto()` is for another database",
                "use `autoincrement()` or `uuid()`"
            );
        if (field.DefaultAttribute is { Arguments: { } arguments } named && arguments.Find("map") is not null)
            reporter.Error("named-default", named.Span, "PostgreSQL has no names for defaults", "remove `map`");
        if (field.Type is FieldType.Unsupported(var text))
            NativeTypeReader.CheckUnsupported(reporter, Configuration.DatasourceName, field, text);
    }

    private static LiteralValue? ReadLiteral(Reporter reporter, ScalarField field, ExpressionSyntax value)
    {
        if (value is ExpressionSyntax.Array(var items, _))
        {
            var literals = items.Select(item => ReadLiteral(reporter, field, item)).ToList();
            return literals.Contains(null)
                ? null
                : new LiteralValue.List(literals.OfType<LiteralValue>().ToValueList());
        }
        if (field.Type is FieldType.Enum(var definition))
            return new LiteralValue.EnumLabel(
                definition.FindValue(((ExpressionSyntax.Constant)value).Path)!.DatabaseName
            );
        var literal = LiteralReader.Read(((FieldType.Scalar)field.Type).Type, value, out var problem);
        if (literal is null)
            reporter.Error("invalid-default", value.Span, problem);
        return literal;
    }
}
