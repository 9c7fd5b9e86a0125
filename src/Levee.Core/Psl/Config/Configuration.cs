using Levee.Core.Schema;
using Levee.Core.Text;

namespace Levee.Core.Psl.Config;

/// <summary>What the datasource and the generators say.</summary>
public sealed record Configuration
{
    /// <summary>The name of the datasource block: the prefix of native types.</summary>
    public required string DatasourceName { get; init; }

    public required SourceLocation At { get; init; }

    public PrismaStyle Style { get; init; }

    /// <summary>Null where the datasource has none, as since Prisma 7.</summary>
    public DatasourceUrl? Url { get; init; }

    /// <summary>The address without a pooler; null where the datasource has none.</summary>
    public DatasourceUrl? DirectUrl { get; init; }

    /// <summary>Whether relations become foreign keys (<c>relationMode</c>).</summary>
    public bool HasForeignKeys { get; init; } = true;

    /// <summary>Sorted by name; empty where the datasource lists none.</summary>
    public ValueList<string> Namespaces { get; init; } = [];

    public ValueList<Extension> Extensions { get; init; } = [];

    /// <summary>The place of that line.</summary>
    internal SourceLocation? ExtensionsAt { get; init; }

    /// <summary>Of all generators together, by their present names.</summary>
    public ValueList<string> PreviewFeatures { get; init; } = [];

    public bool Has(string previewFeature) => PreviewFeatures.Contains(previewFeature);
}

/// <summary>A database's address in a datasource: as a text, or as the name of the variable that holds it. One of the two is
/// null.</summary>
public readonly record struct DatasourceUrl(string? Text, string? Variable);
