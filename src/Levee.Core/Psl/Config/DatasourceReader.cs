using Levee.Core.Psl.Syntax;
using Levee.Core.Schema;
using Levee.Core.Text;

namespace Levee.Core.Psl.Config;

/// <summary>Reads the datasource.</summary>
internal static class DatasourceReader
{
    private static readonly string[] Keys =
    [
        "provider",
        "url",
        "directUrl",
        "shadowDatabaseUrl",
        "relationMode",
        "schemas",
        "extensions",
    ];

    public static Configuration? Read(Reporter reporter, BlockSyntax.Config block)
    {
        if (ConfigProperties.Of(reporter, block) is not { } properties || !CheckProvider(reporter, block, properties))
            return null;

        var configuration = new Configuration
        {
            DatasourceName = block.Name.Text,
            At = reporter.Source.At(block.Name.Span),
            Style = properties.ContainsKey("url") ? PrismaStyle.Six : PrismaStyle.Seven,
            ExtensionsAt = properties.TryGetValue("extensions", out var extensions)
                ? reporter.Source.At(extensions.Span)
                : null,
            HasForeignKeys = ReadRelationMode(reporter, properties),
            Extensions = ExtensionReader.Read(reporter, properties),
        };
        configuration = configuration with
        {
            Url = ConfigProperties.UrlOf(properties, "url"),
            DirectUrl = ConfigProperties.UrlOf(properties, "directUrl"),
        };
        if (!CheckUrls(reporter, properties, configuration.Style))
            return null;
        configuration = configuration with { Namespaces = ReadNamespaces(reporter, properties) };
        if (properties.Remove("previewFeatures", out var features))
            reporter.Error(
                "misplaced-property",
                features.Span,
                "preview features belong to the generator",
                "move the line to the generator block"
            );
        foreach (var (name, property) in properties)
        {
            reporter.Error(
                "unknown-property",
                property.Span,
                $"a datasource has no property `{name}`",
                Nearest.Hint(name, Keys) ?? $"known are {string.Join(", ", Keys)}"
            );
        }
        return configuration;
    }

    private static bool CheckProvider(
        Reporter reporter,
        BlockSyntax.Config block,
        Dictionary<string, MemberSyntax.Property> properties
    )
    {
        if (!properties.Remove("provider", out var property))
        {
            reporter.Error(
                "missing-property",
                block.Name.Span,
                $"the datasource `{block.Name}` has no provider",
                Nearest.To("provider", properties.Keys) is { } near ? $"did you mean `provider` by `{near}`?" : null,
                "add `provider = \"postgresql\"`"
            );
            return false;
        }
        switch (property.Value)
        {
            case ExpressionSyntax.Text("postgresql" or "postgres", _):
                return true;
            case ExpressionSyntax.Text(var other, var span):
                reporter.Error(
                    "unsupported-provider",
                    span,
                    $"the provider is `{other}`; Levee knows PostgreSQL alone",
                    "write `provider = \"postgresql\"`"
                );
                return false;
            default:
                reporter.Error(
                    "wrong-value",
                    property.Value!.Span,
                    "the provider is a text in quotes",
                    "write `provider = \"postgresql\"`"
                );
                return false;
        }
    }

    private static bool ReadRelationMode(Reporter reporter, Dictionary<string, MemberSyntax.Property> properties)
    {
        var hasMode = properties.Remove("relationMode", out var property);
        if (properties.Remove("referentialIntegrity", out var legacy))
        {
            if (hasMode)
            {
                reporter.Error(
                    "misplaced-property",
                    legacy.Span,
                    "`referentialIntegrity` is the old name of `relationMode`; only one can be given",
                    "remove it"
                );
                return true;
            }
            property = legacy;
        }
        switch (property?.Value)
        {
            case null or ExpressionSyntax.Text("foreignKeys", _):
                return true;
            case ExpressionSyntax.Text("prisma", _):
                return false;
            case ExpressionSyntax.Text(var other, var span):
                reporter.Error(
                    "wrong-value",
                    span,
                    $"`{other}` is no relation mode",
                    "write \"foreignKeys\" or \"prisma\""
                );
                return true;
            default:
                reporter.Error(
                    "wrong-value",
                    property.Value.Span,
                    "the relation mode is a text in quotes",
                    "write \"foreignKeys\" or \"prisma\""
                );
                return true;
        }
    }

    private static bool CheckUrls(
        Reporter reporter,
        Dictionary<string, MemberSyntax.Property> properties,
        PrismaStyle style
    )
    {
        var urls = new Dictionary<string, (string Text, TextSpan Span)>();
        foreach (var key in (string[])["url", "shadowDatabaseUrl", "directUrl"])
        {
            if (!properties.Remove(key, out var property))
                continue;
            if (style == PrismaStyle.Seven)
            {
                reporter.Error(
                    "misplaced-property",
                    property.Span,
                    $"`{key}` stands without `url`",
                    "add `url`, or move the connection to prisma.config.ts as Prisma 7 wants it"
                );
            }
            else if (ConfigProperties.UrlText(property.Value!) is { } text)
                urls[key] = (text, property.Value!.Span);
            else
            {
                reporter.Error("wrong-value", property.Value!.Span, $"`{key}` is a text in quotes or env(\"NAME\")");
                if (key == "url")
                    return false;
            }
        }
        if (urls.Remove("shadowDatabaseUrl", out var shadow) && shadow.Text != ConfigProperties.EmptyUrl)
        {
            foreach (var (key, url) in urls.Where(item => item.Value.Text == shadow.Text))
            {
                reporter.Error(
                    "same-url",
                    url.Span,
                    $"`shadowDatabaseUrl` is the same as `{key}`",
                    "give the shadow database a URL of its own: it is emptied"
                );
            }
        }
        return true;
    }

    private static ValueList<string> ReadNamespaces(
        Reporter reporter,
        Dictionary<string, MemberSyntax.Property> properties
    )
    {
        if (!properties.Remove("schemas", out var property))
            return [];
        var names = new List<string>();
        foreach (var item in ConfigProperties.Items(property.Value!))
        {
            if (item is not ExpressionSyntax.Text(var name, _))
            {
                reporter.Error("wrong-value", item.Span, "a schema is named by a text in quotes");
                return [];
            }
            if (names.Contains(name))
                reporter.Error(
                    "duplicate-schema",
                    item.Span,
                    $"the schema `{name}` is listed twice",
                    "remove one of them"
                );
            names.Add(name);
        }
        if (names.Count == 0)
            reporter.Error(
                "empty-list",
                property.Value!.Span,
                "the list of schemas is empty",
                "name at least one, or remove the line"
            );
        return names.Distinct().Order(StringComparer.Ordinal).ToValueList();
    }
}
