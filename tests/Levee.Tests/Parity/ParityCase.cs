using System.Text.RegularExpressions;
using Levee.Core;
using Levee.Core.Schema;
using Levee.Core.Text;

namespace Levee.Tests.Parity;

/// <summary>A folder of the corpus part <c>parity</c>.</summary>
internal static partial class ParityCase
{
    public static Pair<DatabaseSchema> Schemas(string folder, bool isSeven) =>
        new Pair<string>("from", "to").Map(side => Schema(folder, side, isSeven));

    public static DatabaseSchema Schema(string folder, string side, bool isSeven)
    {
        var main = Path.Combine(folder, $"{side}.prisma");
        if (!File.Exists(main))
            return DatabaseSchema.Empty;
        var others = Directory
            .GetFiles(folder, $"{side}.*")
            .Where(file => file != main && !file.EndsWith(".sql", StringComparison.Ordinal));
        var files = others.Order(StringComparer.Ordinal).Prepend(main);
        return Parity.Schemas.Parse(
            files
                .Select(file => new SourceText(
                    Path.GetFileName(file),
                    isSeven ? InStyleOfSeven(File.ReadAllText(file)) : File.ReadAllText(file)
                ))
                .ToValueList()
        );
    }

    /// <summary>The text of the schema after, where it is one file and comes from nothing.</summary>
    public static string? OnlyText(string folder, bool isSeven)
    {
        var files = Directory
            .GetFiles(folder, "to.*")
            .Where(file => !file.EndsWith(".sql", StringComparison.Ordinal))
            .ToList();
        if (files.Count != 1 || File.Exists(Path.Combine(folder, "from.prisma")))
            return null;
        var text = File.ReadAllText(files[0]);
        return isSeven ? InStyleOfSeven(text) : text;
    }

    /// <summary>Without what Prisma 7 refuses, as it was done to make the expected files.</summary>
    public static string InStyleOfSeven(string schema) => RetiredFeature().Replace(Address().Replace(schema, ""), "");

    [GeneratedRegex(
        @"^\s*(url|directUrl|shadowDatabaseUrl)\s*=.*$",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Address();

    [GeneratedRegex(@"^\s*previewFeatures\s*=(?!.*partialIndexes).*$", RegexOptions.Multiline, 1000)]
    private static partial Regex RetiredFeature();
}
