using Levee.Core.Diagnostics;
using Levee.Core.Psl.Syntax;
using Levee.Core.Schema;

namespace Levee.Core.Psl.Config;

/// <summary>Reads the datasource and the generators.</summary>
internal sealed class ConfigurationReader(DiagnosticBag diagnostics)
{
    /// <returns>Null where there is no usable datasource, which has been reported.</returns>
    public Configuration? Read(IReadOnlyList<SchemaSyntax> files)
    {
        var blocks = files
            .SelectMany(file => file.Items.OfType<BlockSyntax.Config>(), (file, block) => (file.Source, Block: block))
            .ToList();
        var datasources = blocks.Where(item => item.Block.Keyword == ConfigKeyword.Datasource).ToList();
        var configurations = datasources.ConvertAll(item =>
            DatasourceReader.Read(new(diagnostics, item.Source), item.Block)
        );
        // Each file by itself, as Prisma has it: of two files with a datasource the first one counts.
        foreach (
            var file in datasources
                .Zip(configurations)
                .Where(item => item.Second is not null)
                .GroupBy(item => item.First.Source)
        )
        {
            if (file.Count() == 1)
                continue;
            foreach (var (source, block) in file.Select(item => item.First))
            {
                new Reporter(diagnostics, source).Error(
                    "several-datasources",
                    block.Name.Span,
                    "a schema has one datasource",
                    "remove all but one"
                );
            }
        }

        var style = configurations.Find(item => item is not null)?.Style ?? PrismaStyle.Six;
        var features = new List<string>();
        foreach (var (source, block) in blocks.Where(item => item.Block.Keyword == ConfigKeyword.Generator))
            GeneratorReader.Read(new(diagnostics, source), block, style, features);

        if (datasources.Count == 0 && !diagnostics.HasErrors)
        {
            diagnostics.Add(
                Diagnostic.Error(
                    "no-datasource",
                    "the schema has no datasource block",
                    files.Count > 0 ? files[0].Source.At(new(0, 0)) : null
                ) with
                {
                    Help = ["add `datasource db {` with `provider = \"postgresql\"`"],
                }
            );
        }
        return configurations.Find(item => item is not null) is { } configuration
            ? configuration with
            {
                PreviewFeatures = features.ToValueList(),
            }
            : null;
    }
}
