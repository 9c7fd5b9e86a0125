using Levee.Core.Psl.Syntax;

namespace Levee.Core.Psl.Config;

/// <summary>The properties of a datasource or a generator, and the values that they can have.</summary>
internal static class ConfigProperties
{
    /// <summary>The properties by name. Nothing where one has no value.</summary>
    public static Dictionary<string, MemberSyntax.Property>? Of(Reporter reporter, BlockSyntax.Config block)
    {
        var properties = new Dictionary<string, MemberSyntax.Property>();
        var complete = true;
        foreach (var property in block.Members.OfType<MemberSyntax.Property>())
        {
            if (property.Value is null)
            {
                complete = false;
                reporter.Error("missing-value", property.Span, $"`{property.Name}` has no value");
            }
            else
                properties[property.Name.Text] = property;
        }
        return complete ? properties : null;
    }

    public static DatasourceUrl? UrlOf(Dictionary<string, MemberSyntax.Property> properties, string key) =>
        !properties.TryGetValue(key, out var property)
        || property.Value is not { } value
        || UrlText(value) is not { } text
            ? null
        : text.StartsWith('"') ? new(text[1..], null)
        : new(null, text);

    public const string EmptyUrl = "\"";

    /// <summary>A text that is equal for equal URLs: literals are marked with a quote, variables are not.</summary>
    public static string? UrlText(ExpressionSyntax value) =>
        value switch
        {
            ExpressionSyntax.Text(var text, _) => "\"" + text,
            ExpressionSyntax.Call({ Text: "env" }, { Arguments: [{ Value: ExpressionSyntax.Text(var name, _) }] }, _) =>
                name,
            _ => null,
        };

    public static IEnumerable<ExpressionSyntax> ItemsOf(
        Dictionary<string, MemberSyntax.Property> properties,
        string key
    ) => properties.TryGetValue(key, out var property) ? Items(property.Value!) : [];

    public static IEnumerable<ExpressionSyntax> Items(ExpressionSyntax value) =>
        value is ExpressionSyntax.Array(var items, _) ? items : [value];
}
