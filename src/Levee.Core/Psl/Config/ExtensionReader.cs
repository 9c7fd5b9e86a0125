using Levee.Core.Psl.Syntax;
using Levee.Core.Schema;
using Levee.Core.Text;

namespace Levee.Core.Psl.Config;

/// <summary><c>extensions</c> of the datasource.</summary>
internal static class ExtensionReader
{
    public static ValueList<Extension> Read(Reporter reporter, Dictionary<string, MemberSyntax.Property> properties)
    {
        if (!properties.Remove("extensions", out var property))
            return [];
        var extensions = new List<(string Name, Extension Extension)>();
        foreach (var item in ConfigProperties.Items(property.Value!))
        {
            if (item is ExpressionSyntax.Constant(var name, var span))
            {
                CheckExtensionName(reporter, name, span);
                extensions.Add((name, new(name, null, null, false)));
            }
            else if (item is ExpressionSyntax.Call(var function, var arguments, _))
            {
                CheckExtensionName(reporter, function.Text, function.Span);
                extensions.Add((function.Text, ReadExtension(reporter, function.Text, arguments)));
            }
            else
            {
                reporter.Error(
                    "wrong-value",
                    item.Span,
                    "an extension is a name, or a name with arguments",
                    "write `name(map: \"…\", schema: \"…\", version: \"…\")`"
                );
                return [];
            }
        }
        return extensions
            .OrderBy(item => item.Name, StringComparer.Ordinal)
            .Select(item => item.Extension)
            .ToValueList();
    }

    private static void CheckExtensionName(Reporter reporter, string name, TextSpan span)
    {
        if (name.Contains('-') || char.IsAsciiDigit(name[0]))
        {
            reporter.Error(
                "invalid-name",
                span,
                $"`{name}` cannot name an extension here",
                $"choose a name of letters, and give the other one: `name(map: \"{name}\")`"
            );
        }
    }

    private static Extension ReadExtension(Reporter reporter, string name, ArgumentListSyntax arguments)
    {
        var extension = new Extension(name, null, null, false);
        var seen = new HashSet<string>();
        foreach (var argument in arguments.Arguments.Where(argument => argument.Value is not null))
        {
            var key = argument.Name?.Text;
            if (key is not ("map" or "schema" or "version"))
                reporter.Error(
                    "unknown-argument",
                    argument.Span,
                    $"the extension `{name}` has no such argument",
                    "known are map, schema, version"
                );
            else if (!seen.Add(key))
                reporter.Error(
                    "duplicate-argument",
                    argument.Span,
                    $"`{key}` is given more than once",
                    "keep one of them"
                );
            else if (argument.Value is not ExpressionSyntax.Text(var text, _))
                reporter.Error("wrong-value", argument.Span, $"`{key}` is a text in quotes");
            else
            {
                extension = key switch
                {
                    "map" => extension with { Name = text },
                    "schema" => extension with { Schema = text },
                    _ => extension with { Version = text },
                };
            }
        }
        return extension;
    }
}
