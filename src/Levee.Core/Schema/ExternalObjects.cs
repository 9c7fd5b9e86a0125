using System.Text.RegularExpressions;

namespace Levee.Core.Schema;

/// <summary>The tables and enums that are somebody else's to migrate: they are never created, altered or dropped.</summary>
/// <param name="Patterns">Names with their schema; a <c>*</c> stands for any letters (<c>auth.*</c>). Without a schema it is
/// <c>public</c>.</param>
public sealed record ExternalObjects(ValueList<string> Patterns)
{
    public static readonly ExternalObjects None = new([]);

    /// <summary>Schemas that the database brings along: a foreign key may lead into them, also where nobody reads them.</summary>
    public ValueList<string> BroughtSchemas { get; init; } = [];

    /// <summary>Whether a foreign key may lead there out of the schemas that are read: then it is left out too.</summary>
    public bool MayBeLedTo(ObjectName name) =>
        Contains(name) || (name.Namespace is { } schema && BroughtSchemas.Contains(schema));

    public bool Contains(ObjectName name) => Patterns.Any(pattern => Fits(pattern, name.FullName));

    private static bool Fits(string pattern, string name)
    {
        var full = pattern.Contains('.', StringComparison.Ordinal) ? pattern : $"public.{pattern}";
        return Regex.IsMatch(
            name,
            $"^{Regex.Escape(full).Replace(@"\*", ".*", StringComparison.Ordinal)}$",
            RegexOptions.NonBacktracking
        );
    }
}
