using Levee.Core.Schema;

namespace Levee.Core.Psl.Config;

/// <summary>The names that <c>previewFeatures</c> may hold.</summary>
internal static class PreviewFeatures
{
    public const string Views = "views";
    public const string Extensions = "postgresqlExtensions";
    public const string PartialIndexes = "partialIndexes";

    private static readonly ValueList<string> Six =
    [
        "fullTextSearchPostgres",
        "metrics",
        "nativeDistinct",
        Extensions,
        "relationJoins",
        "schemaEngineDriverAdapters",
        "shardKeys",
        "strictUndefinedChecks",
        Views,
    ];

    private static readonly ValueList<string> Seven =
    [
        "fullTextSearchPostgres",
        "nativeDistinct",
        PartialIndexes,
        Extensions,
        "relationJoins",
        "schemaEngineDriverAdapters",
        "shardKeys",
        "strictUndefinedChecks",
        "typedSql",
        Views,
    ];

    /// <summary>Finished, given up or not advertised; still accepted so that old schemas load.</summary>
    private static readonly ValueList<string> Silent =
    [
        "aggregateApi",
        "atomicNumberOperations",
        "clientExtensions",
        "cockroachdb",
        "connectOrCreate",
        "createMany",
        "dataProxy",
        "deno",
        "distinct",
        "driverAdapters",
        "esm",
        "extendedIndexes",
        "extendedWhereUnique",
        "fieldReference",
        "filteredRelationCount",
        "filterJson",
        "fullTextIndex",
        "fullTextSearch",
        "groupBy",
        "improvedQueryRaw",
        "interactiveTransactions",
        "jsonProtocol",
        "microsoftSqlServer",
        "middlewares",
        "mongoDb",
        "multiSchema",
        "namedConstraints",
        "nApi",
        "nativeTypes",
        "omitApi",
        "orderByAggregateGroup",
        "orderByNulls",
        "orderByRelation",
        "prismaSchemaFolder",
        "queryCompiler",
        "reactNative",
        "referentialActions",
        "referentialIntegrity",
        "selectRelationCount",
        "tracing",
        "transactionApi",
        "typedSql",
        "uncheckedScalarInputs",
    ];

    public static ValueList<string> Current(PrismaStyle style) =>
        style switch
        {
            PrismaStyle.Six => Six,
            PrismaStyle.Seven => Seven,
        };

    /// <summary>The feature as it is spelled officially; null where there is none. Upper and lower case do not
    /// matter.</summary>
    public static string? Find(string name, PrismaStyle style) =>
        Current(style)
            .Concat(Silent)
            .FirstOrDefault(feature => feature.Equals(name, StringComparison.OrdinalIgnoreCase));
}
