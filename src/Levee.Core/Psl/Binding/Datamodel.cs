using Levee.Core.Psl.Config;
using Levee.Core.Psl.Syntax;
using Levee.Core.Schema;
using Levee.Core.Text;

namespace Levee.Core.Psl.Binding;

/// <summary>The schema with its names resolved. Filled by the binder, read-only afterwards.</summary>
public sealed class Datamodel(Configuration configuration)
{
    private readonly Dictionary<ObjectName, Model> _modelsByTable = [];
    private readonly Dictionary<ObjectName, EnumDefinition> _enumsByType = [];

    public Configuration Configuration => configuration;

    /// <summary>Models and views, in the order of the files.</summary>
    public ValueList<Model> Models { get; internal set; } = [];

    public ValueList<EnumDefinition> Enums { get; internal set; } = [];

    internal ValueList<CompositeBlock> Composites { get; set; } = [];

    /// <summary>In the order in which Prisma finds them: at the field that holds the reference, or at side A.</summary>
    public ValueList<Relation> Relations { get; internal set; } = [];

    /// <summary>The declaration of a table; null for join tables and for what the schema does not have.</summary>
    public Model? FindModel(ObjectName table) => _modelsByTable.GetValueOrDefault(table);

    /// <summary>The declaration of a type.</summary>
    public EnumDefinition? FindEnum(ObjectName type) => _enumsByType.GetValueOrDefault(type);

    internal void Complete()
    {
        foreach (var model in Models.Where(model => !model.IsView))
            _modelsByTable.TryAdd(model.Table, model);
        foreach (var type in Enums)
            _enumsByType.TryAdd(type.Type, type);
    }
}

/// <summary>A model or a view.</summary>
public sealed class Model(SourceText source, BlockSyntax.Model syntax)
{
    public string Name => syntax.Name.Text;
    public BlockSyntax.Model Syntax => syntax;
    public SourceText Source => source;
    public bool IsView => syntax.Keyword == ModelKeyword.View;

    /// <summary>The place of its name.</summary>
    public SourceLocation At => source.At(syntax.Name.Span);

    /// <summary>As the database knows it. The namespace is null where the datasource lists none.</summary>
    public ObjectName Table => new(Namespace, DatabaseName);

    public string DatabaseName { get; internal set; } = syntax.Name.Text;
    public string? Namespace { get; internal set; }
    public bool IsIgnored { get; internal set; }

    /// <summary>In the order of the model: they are the columns.</summary>
    public ValueList<ScalarField> ScalarFields { get; internal set; } = [];

    public ValueList<RelationField> RelationFields { get; internal set; } = [];
    public KeyDefinition? PrimaryKey { get; internal set; }

    /// <summary>Field-level uniques, then <c>@@index</c>, then <c>@@unique</c>.</summary>
    public ValueList<IndexDefinition> Indexes { get; internal set; } = [];

    public Field? FindField(string name) => FieldsByName.GetValueOrDefault(name);

    /// <summary>The field that declares a column; null for what the model does not have.</summary>
    public ScalarField? FindColumn(string column) => ScalarFields.FirstOrDefault(field => field.DatabaseName == column);

    internal Dictionary<string, Field> FieldsByName { get; } = new(syntax.Members.Count);

    internal AttributeSyntax? NamespaceAttribute { get; set; }

    public override string ToString() => Name;
}

public abstract class Field(Model model, MemberSyntax.Field syntax)
{
    public Model Model => model;
    public MemberSyntax.Field Syntax => syntax;
    public string Name => syntax.Name.Text;
    public FieldArity Arity => syntax.Type.Arity;

    /// <summary>The place of the whole line, without its comment.</summary>
    public SourceLocation At => model.Source.At(syntax.Span);

    public bool IsIgnored { get; internal set; }

    public override string ToString() => Name;
}

/// <summary>A field that is a column.</summary>
public sealed class ScalarField(Model model, MemberSyntax.Field syntax, FieldType type) : Field(model, syntax)
{
    public FieldType Type => type;
    public string DatabaseName { get; internal set; } = syntax.Name.Text;

    /// <summary>Null where no <c>@db.</c> attribute is written.</summary>
    public ColumnType.Native? NativeType { get; internal set; }

    public FieldDefault? Default { get; internal set; }
    public bool IsUpdatedAt { get; internal set; }

    internal AttributeSyntax? NativeTypeAttribute { get; set; }
    internal AttributeSyntax? DefaultAttribute { get; set; }
}

/// <summary>A field that leads to other records; no column.</summary>
public sealed class RelationField(Model model, MemberSyntax.Field syntax, Model target) : Field(model, syntax)
{
    public Model Target => target;

    /// <summary>As written; null where the relation has its default name.</summary>
    public string? RelationName { get; internal set; }

    /// <summary>Null where the attribute does not give them.</summary>
    public ValueList<ScalarField>? Fields { get; internal set; }

    public ValueList<ScalarField>? References { get; internal set; }
    public ReferentialAction? OnDelete { get; internal set; }
    public ReferentialAction? OnUpdate { get; internal set; }

    /// <summary>The name of the foreign key where one is written.</summary>
    public string? ConstraintName { get; internal set; }

    private string? _databaseName;

    /// <summary>The name of the foreign key: the written one, or the one that it gets. Asked when the columns have their
    /// names.</summary>
    internal string ForeignKeyName =>
        _databaseName ??=
            ConstraintName
            ?? ConstraintNames.ForeignKey(Model.DatabaseName, Fields!.Select(column => column.DatabaseName));

    /// <summary>The field at the other end; null where it is missing, which is an error.</summary>
    public RelationField? Opposite { get; internal set; }

    /// <summary>The name of the relation as others see it: written, or that of the two models in the order of their
    /// names.</summary>
    public string EffectiveRelationName =>
        RelationName
        ?? (
            string.CompareOrdinal(Model.Name, Target.Name) <= 0
                ? $"{Model.Name}To{Target.Name}"
                : $"{Target.Name}To{Model.Name}"
        );

    internal AttributeSyntax? Attribute { get; set; }

    /// <summary>The attribute where there is one, else the line.</summary>
    internal TextSpan AttributeSpan => Attribute?.Span ?? Syntax.Span;
}

public abstract record FieldType
{
    private FieldType() { }

    public sealed record Scalar(ScalarType Type) : FieldType;

    public sealed record Enum(EnumDefinition Definition) : FieldType;

    public sealed record Unsupported(string Text) : FieldType;

    /// <summary>A <c>type</c> block, which PostgreSQL does not know, or a name that nothing has: always refused in
    /// the end.</summary>
    public sealed record Unusable(string Name) : FieldType;
}

public abstract record FieldDefault
{
    private FieldDefault() { }

    /// <param name="Value">Null where the text cannot be read, which is an error.</param>
    public sealed record Literal(ExpressionSyntax Syntax, LiteralValue? Value) : FieldDefault;

    public sealed record Now : FieldDefault;

    public sealed record AutoIncrement : FieldDefault;

    /// <param name="Text">Null for <c>dbgenerated()</c>.</param>
    public sealed record DbGenerated(string? Text) : FieldDefault;

    /// <summary>uuid(), cuid() and their like, which Prisma's client computes.</summary>
    public sealed record ByClient(string Function) : FieldDefault;
}

public sealed class EnumDefinition(SourceText source, BlockSyntax.Enum syntax)
{
    public string Name => syntax.Name.Text;
    public BlockSyntax.Enum Syntax => syntax;
    public SourceText Source => source;
    public SourceLocation At => source.At(syntax.Name.Span);
    public ObjectName Type => new(Namespace, DatabaseName);
    public string DatabaseName { get; internal set; } = syntax.Name.Text;
    public string? Namespace { get; internal set; }
    public ValueList<EnumValue> Values { get; internal set; } = [];

    public EnumValue? FindValue(string name) => ValuesByName.GetValueOrDefault(name);

    /// <summary>The declaration of a label of the database.</summary>
    public EnumValue? FindLabel(string label) => Values.FirstOrDefault(value => value.DatabaseName == label);

    internal Dictionary<string, EnumValue> ValuesByName { get; } = new(syntax.Members.Count);
    internal AttributeSyntax? NamespaceAttribute { get; set; }

    public override string ToString() => Name;
}

public sealed class EnumValue(SourceText source, MemberSyntax.EnumValue syntax)
{
    public string Name => syntax.Name.Text;
    public MemberSyntax.EnumValue Syntax => syntax;
    public SourceLocation At => source.At(syntax.Span);
    public string DatabaseName { get; internal set; } = syntax.Name.Text;

    public override string ToString() => Name;
}

/// <param name="Field">Null for a primary key of the whole model (<c>@@id</c>).</param>
/// <param name="ClientName">The <c>name:</c> of the client; no part of the database.</param>
/// <param name="ConstraintName">The <c>map:</c> where it is written.</param>
public sealed record KeyDefinition(
    AttributeSyntax Syntax,
    ScalarField? Field,
    ValueList<IndexedField> Fields,
    string? ClientName,
    string? ConstraintName
)
{
    internal bool IsClustered { get; init; }

    internal string Title => Field is null ? "@@id" : "@id";
}

public enum IndexKind
{
    Normal,
    Unique,
    Fulltext,
}

/// <param name="Field">The field that carries the attribute; null for one of the whole model.</param>
/// <param name="Algorithm">Null where it is not written.</param>
public sealed record IndexDefinition(
    IndexKind Kind,
    AttributeSyntax Syntax,
    ScalarField? Field,
    ValueList<IndexedField> Fields,
    string? ClientName,
    string? ConstraintName,
    IndexAlgorithm? Algorithm,
    string? Predicate
)
{
    public bool IsUnique => Kind == IndexKind.Unique;

    internal bool IsClustered { get; init; }

    /// <summary><c>@unique</c> or <c>@@index</c>, as the user wrote it.</summary>
    internal string Title => (Field is null ? "@@" : "@") + Syntax.Name.Text;

    private string? _databaseName;

    /// <summary>As the database knows it: the written name, or the one that it gets. Asked when the columns have their
    /// names, and by many: it is put together once.</summary>
    internal string DatabaseNameIn(Model model) =>
        _databaseName ??=
            ConstraintName
            ?? (
                IsUnique
                    ? ConstraintNames.UniqueIndex(model.DatabaseName, Fields.Select(part => part.Field.DatabaseName))
                    : ConstraintNames.Index(model.DatabaseName, Fields.Select(part => part.Field.DatabaseName))
            );
}

/// <param name="OperatorClass">Null where it is not written.</param>
/// <param name="HasLength">PostgreSQL has no index on a prefix: always refused.</param>
public sealed record IndexedField(
    ScalarField Field,
    SortOrder? Sort,
    OperatorClassReference? OperatorClass,
    bool HasLength
);

/// <param name="Name">As written: a name of the schema language, or the text in <c>raw("…")</c>.</param>
public sealed record OperatorClassReference(string Name, bool IsRaw);

public abstract record Relation
{
    private Relation() { }

    /// <summary>One-to-one or one-to-many.</summary>
    /// <param name="Forward">The field that holds the reference; null where only the list side exists.</param>
    /// <param name="Back">The other side; null where it is missing.</param>
    public sealed record Reference(RelationField? Forward, RelationField? Back, bool IsOneToOne) : Relation;

    /// <summary>Implicit many-to-many, stored in a join table.</summary>
    public sealed record ManyToMany(RelationField A, RelationField B) : Relation
    {
        public string Name => A.EffectiveRelationName;

        public ObjectName Table => new(A.Model.Namespace, ConstraintNames.JoinTable(Name));
    }
}

/// <summary>A <c>type</c> block. PostgreSQL has none of them; it is read so that everything else is still
/// checked.</summary>
internal sealed record CompositeBlock(SourceText Source, BlockSyntax.Model Syntax);
