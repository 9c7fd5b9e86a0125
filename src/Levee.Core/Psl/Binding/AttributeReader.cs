using Levee.Core.Psl.Syntax;
using Levee.Core.Text;

namespace Levee.Core.Psl.Binding;

/// <summary>
/// The attributes of one field, enum value or block. The binder takes those it knows by name; <see cref="Complete"/>
/// reports
/// the rest. Each attribute is looked at once, so that none is silently without effect.
/// </summary>
internal sealed class AttributeReader(Reporter reporter, ValueList<AttributeSyntax> attributes, ValueList<string> known)
{
    private readonly bool[] _taken = new bool[attributes.Count];

    /// <summary>An attribute that may stand once. Nothing where it is absent, repeated, or has arguments without
    /// values.</summary>
    public ArgumentReader? Take(string name)
    {
        var count = 0;
        AttributeSyntax? found = null;
        for (var i = 0; i < attributes.Count; i++)
        {
            if (attributes[i].Name.Text != name)
                continue;
            count++;
            found = attributes[i];
            _taken[i] = true;
        }
        if (count == 1)
            return ArgumentReader.Open(reporter, found!);
        if (count > 1)
            ReportRepeated(name);
        return null;
    }

    /// <summary>An attribute that may stand more than once.</summary>
    public IEnumerable<ArgumentReader> TakeAll(string name)
    {
        for (var i = 0; i < attributes.Count; i++)
        {
            if (attributes[i].Name.Text != name)
                continue;
            _taken[i] = true;
            if (ArgumentReader.Open(reporter, attributes[i]) is { } arguments)
                yield return arguments;
        }
    }

    /// <summary>The attribute with a dot in its name: <c>@db.Text</c>.</summary>
    public AttributeSyntax? TakeNativeType()
    {
        AttributeSyntax? found = null;
        for (var i = 0; i < attributes.Count; i++)
        {
            if (!attributes[i].Name.Text.Contains('.'))
                continue;
            if (found is not null)
                reporter.Error(
                    "duplicate-attribute",
                    attributes[i].Span,
                    "a field has one native type",
                    "remove all but one"
                );
            _taken[i] = true;
            found = attributes[i];
        }
        return found;
    }

    public void Complete()
    {
        for (var i = 0; i < attributes.Count; i++)
        {
            if (_taken[i])
                continue;
            var attribute = attributes[i];
            var hint = Nearest.To(attribute.Name.Text, known);
            reporter.Error(
                "unknown-attribute",
                attribute.Span,
                $"there is no attribute `{attribute.Name}` here",
                hint is null ? $"known here are {string.Join(", ", known)}" : $"did you mean `{hint}`?"
            );
        }
    }

    private void ReportRepeated(string name)
    {
        foreach (var attribute in attributes.Where(attribute => attribute.Name.Text == name))
            reporter.Error(
                "duplicate-attribute",
                attribute.Span,
                $"`{name}` is written more than once",
                "keep one of them"
            );
    }
}
