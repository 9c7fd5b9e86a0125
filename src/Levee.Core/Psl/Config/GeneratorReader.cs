using Levee.Core.Psl.Syntax;
using Levee.Core.Schema;
using Levee.Core.Text;

namespace Levee.Core.Psl.Config;

/// <summary>Generators: of all they say, only the preview features matter here.</summary>
internal static class GeneratorReader
{
    public static void Read(Reporter reporter, BlockSyntax.Config block, PrismaStyle style, List<string> features)
    {
        if (ConfigProperties.Of(reporter, block) is not { } properties)
            return;
        if (properties.TryGetValue("engineType", out var engine) && engine.Value is not ExpressionSyntax.Text)
            reporter.Error("wrong-value", engine.Value!.Span, "the type of the engine is a text in quotes");
        if (!properties.TryGetValue("provider", out var provider))
            reporter.Error(
                "missing-property",
                block.Name.Span,
                $"the generator `{block.Name}` has no provider",
                "add `provider = \"…\"`"
            );
        else if (ConfigProperties.UrlText(provider.Value!) is null)
            reporter.Error("wrong-value", provider.Value!.Span, "the provider is a text in quotes");
        else
        {
            foreach (var item in ConfigProperties.ItemsOf(properties, "previewFeatures"))
                ReadPreviewFeature(reporter, item, style, features);
            foreach (
                var item in ConfigProperties
                    .ItemsOf(properties, "binaryTargets")
                    .Where(item => ConfigProperties.UrlText(item) is null)
            )
                reporter.Error("wrong-value", item.Span, "a target is a text in quotes");
            if (properties.TryGetValue("output", out var output) && ConfigProperties.UrlText(output.Value!) is null)
                reporter.Error("wrong-value", output.Value!.Span, "the folder of the output is a text in quotes");
        }
    }

    private static void ReadPreviewFeature(
        Reporter reporter,
        ExpressionSyntax item,
        PrismaStyle style,
        List<string> features
    )
    {
        if (item is not ExpressionSyntax.Text(var name, var span))
            reporter.Error("wrong-value", item.Span, "a preview feature is a text in quotes");
        else if (PreviewFeatures.Find(name, style) is { } feature)
            features.Add(feature);
        else
        {
            var known = PreviewFeatures.Current(style);
            reporter.Error(
                "unknown-preview-feature",
                span,
                $"there is no preview feature `{name}`",
                Nearest.Hint(name, known) ?? $"known are {string.Join(", ", known)}"
            );
        }
    }
}
