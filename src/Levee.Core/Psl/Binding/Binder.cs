using Levee.Core.Diagnostics;
using Levee.Core.Psl.Config;
using Levee.Core.Psl.Syntax;
using Levee.Core.Schema;
using Levee.Core.Text;

namespace Levee.Core.Psl.Binding;

/// <summary>
/// Syntax → datamodel: names, types of fields, attributes, relations. The rules that look at more than one place come
/// after.
/// </summary>
internal sealed class Binder
{
    private readonly DiagnosticBag _diagnostics;
    private readonly IReadOnlyList<SchemaSyntax> _files;
    private readonly Configuration? _configuration;
    private readonly List<Model> _models = [];
    private readonly List<EnumDefinition> _enums = [];

    /// <summary>Models, views, enums and composite types share their names.</summary>
    private readonly Dictionary<string, object> _types = [];

    private Binder(IReadOnlyList<SchemaSyntax> files, DiagnosticBag diagnostics)
    {
        _files = files;
        _diagnostics = diagnostics;
        _configuration = new ConfigurationReader(diagnostics).Read(files);
    }

    /// <returns>Null where <paramref name="diagnostics"/> has errors.</returns>
    public static Datamodel? Bind(IReadOnlyList<SchemaSyntax> files, DiagnosticBag diagnostics) =>
        new Binder(files, diagnostics).Bind();

    private Datamodel? Bind()
    {
        DeclareNames();
        ResolveTypes();

        var attributes = new AttributeBinder(_diagnostics, _configuration);
        foreach (var model in _models)
            attributes.BindRelationFields(model);
        foreach (var model in _models)
            attributes.BindModel(model);
        foreach (var type in _enums)
            attributes.BindEnum(type);
        if (_diagnostics.HasErrors || _configuration is null)
            return null;

        var datamodel = new Datamodel(_configuration) { Models = _models.ToValueList(), Enums = _enums.ToValueList() };
        datamodel.Composites = Composites().ToValueList();
        datamodel.Relations = RelationPairs.Of(datamodel.Models);
        return datamodel;
    }

    private IEnumerable<CompositeBlock> Composites() => _types.Values.OfType<CompositeBlock>();

    private void DeclareNames()
    {
        foreach (var file in _files)
        {
            var names = new NameChecker(new(_diagnostics, file.Source));
            foreach (var item in file.Items)
            {
                switch (item)
                {
                    case BlockSyntax.Model { Keyword: ModelKeyword.Type } composite:
                        names.CheckComposite(composite);
                        Declare(names, composite.Name, new CompositeBlock(file.Source, composite));
                        break;
                    case BlockSyntax.Model model:
                        names.CheckModel(model);
                        var declared = new Model(file.Source, model);
                        _models.Add(declared);
                        Declare(names, model.Name, declared);
                        break;
                    case BlockSyntax.Enum type:
                        names.CheckEnum(type);
                        var definition = new EnumDefinition(file.Source, type);
                        _enums.Add(definition);
                        Declare(names, type.Name, definition);
                        break;
                    case BlockSyntax.Config config:
                        names.CheckConfig(config);
                        break;
                }
            }
        }
        CheckGeneratorNames();
    }

    private void Declare(NameChecker names, NameSyntax name, object declaration)
    {
        if (_types.TryGetValue(name.Text, out var existing))
            names.ReportTaken(name, Describe(existing));
        _types[name.Text] = declaration;
    }

    private static string Describe(object declaration) =>
        declaration switch
        {
            Model { IsView: true } => "view",
            Model => "model",
            EnumDefinition => "enum",
            _ => "composite type",
        };

    private void CheckGeneratorNames()
    {
        foreach (var keyword in (ConfigKeyword[])[ConfigKeyword.Datasource, ConfigKeyword.Generator])
        {
            var seen = new HashSet<string>();
            foreach (var file in _files)
            {
                foreach (var block in file.Items.OfType<BlockSyntax.Config>().Where(block => block.Keyword == keyword))
                {
                    if (!seen.Add(block.Name.Text))
                        new NameChecker(new(_diagnostics, file.Source)).ReportTaken(
                            block.Name,
                            keyword.ToString().ToLowerInvariant()
                        );
                }
            }
        }
    }

    private void ResolveTypes()
    {
        foreach (var model in _models)
            ResolveFields(model);
        foreach (var composite in Composites())
            ResolveFields(composite);
        foreach (var type in _enums)
            ResolveValues(type);
    }

    private void ResolveFields(Model model)
    {
        var scalars = new List<ScalarField>();
        var relations = new List<RelationField>();
        foreach (var syntax in model.Syntax.Members.OfType<MemberSyntax.Field>())
        {
            Field field;
            if (_types.GetValueOrDefault(syntax.Type.Name.Text) is Model target && syntax.Type.UnsupportedText is null)
            {
                var relation = new RelationField(model, syntax, target);
                relations.Add(relation);
                field = relation;
            }
            else
            {
                var scalar = new ScalarField(model, syntax, ResolveScalar(syntax.Type, model.Source));
                scalars.Add(scalar);
                field = scalar;
            }
            model.FieldsByName[field.Name] = field;
        }
        model.ScalarFields = scalars.ToValueList();
        model.RelationFields = relations.ToValueList();
    }

    private void ResolveFields(CompositeBlock composite)
    {
        foreach (var field in composite.Syntax.Members.OfType<MemberSyntax.Field>())
        {
            var name = field.Type.Name.Text;
            if (_types.GetValueOrDefault(name) is not Model)
                ResolveScalar(field.Type, composite.Source);
            else
            {
                new Reporter(_diagnostics, composite.Source).Error(
                    "relation-in-composite",
                    field.Type.Span,
                    $"`{name}` is a model; a composite type cannot hold a relation",
                    "move the field to a model"
                );
            }
        }
    }

    private FieldType ResolveScalar(TypeSyntax type, SourceText source)
    {
        if (type.UnsupportedText is { } text)
            return new FieldType.Unsupported(text);
        var name = type.Name.Text;
        if (_types.GetValueOrDefault(name) is EnumDefinition definition)
            return new FieldType.Enum(definition);
        if (_types.GetValueOrDefault(name) is CompositeBlock)
            return new FieldType.Unusable(name);
        if (ScalarTypes.TryGetValue(name, out var scalar))
            return scalar;

        if (name.Length > 0)
            new Reporter(_diagnostics, source).Error(
                "unknown-type",
                type.Name.Span,
                $"there is no type, model or enum named `{name}`",
                Nearest.Hint(name, _types.Keys.Concat(ScalarTypes.Keys))
            );
        return new FieldType.Unusable(name);
    }

    private static readonly Dictionary<string, FieldType> ScalarTypes = Enum.GetValues<ScalarType>()
        .ToDictionary(type => type.ToString(), FieldType (type) => new FieldType.Scalar(type));

    private void ResolveValues(EnumDefinition type)
    {
        type.Values = type
            .Syntax.Members.OfType<MemberSyntax.EnumValue>()
            .Select(value => new EnumValue(type.Source, value))
            .ToValueList();
        foreach (var value in type.Values)
            type.ValuesByName[value.Name] = value;
        if (type.Values.Count == 0)
        {
            new Reporter(_diagnostics, type.Source).Error(
                "empty-enum",
                type.Syntax.Name.Span,
                $"the enum `{type}` has no values",
                "add one, or remove the enum"
            );
        }
    }
}
