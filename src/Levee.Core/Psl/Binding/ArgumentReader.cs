using Levee.Core.Psl.Syntax;
using Levee.Core.Text;

namespace Levee.Core.Psl.Binding;

/// <summary>The arguments of one attribute, taken by name.</summary>
internal sealed class ArgumentReader
{
    private readonly Reporter _reporter;

    /// <summary>The arguments with a name that nobody took yet: a few, so that looking through them is quick.</summary>
    private readonly ArgumentSyntax?[] _named;
    private ArgumentSyntax? _unnamed;

    private ArgumentReader(Reporter reporter, AttributeSyntax attribute)
    {
        _reporter = reporter;
        Attribute = attribute;
        _named = attribute.Arguments is { Arguments.Count: > 0 and var count } ? new ArgumentSyntax?[count] : [];
    }

    public AttributeSyntax Attribute { get; }

    /// <returns>Null where an argument has a name but no value.</returns>
    public static ArgumentReader? Open(Reporter reporter, AttributeSyntax attribute)
    {
        var reader = new ArgumentReader(reporter, attribute);
        return attribute.Arguments is not { } list || (reader.CheckLists(list) && reader.Sort(list)) ? reader : null;
    }

    public void Error(string code, string message, params ReadOnlySpan<string?> help) =>
        _reporter.Error(code, Attribute.Span, message, help);

    public void ErrorAt(string code, TextSpan span, string message, params ReadOnlySpan<string?> help) =>
        _reporter.Error(code, span, message, help);

    public ExpressionSyntax? Take(string name) => TakeNamed(name)?.Value;

    /// <summary>The argument that may be given without its name; null where it is given both ways, or not at
    /// all.</summary>
    public ExpressionSyntax? TakeFirst(string name)
    {
        var unnamed = _unnamed;
        _unnamed = null;
        if (TakeNamed(name) is not { } argument)
            return unnamed?.Value;
        return unnamed is null ? argument.Value : null;
    }

    private ArgumentSyntax? TakeNamed(string name)
    {
        var at = IndexOf(name);
        if (at < 0)
            return null;
        var argument = _named[at];
        _named[at] = null;
        return argument;
    }

    private int IndexOf(string name)
    {
        for (var i = 0; i < _named.Length; i++)
        {
            if (_named[i]?.Name?.Text == name)
                return i;
        }
        return -1;
    }

    /// <summary>As <see cref="TakeFirst"/>; reports what is wrong where the answer is null.</summary>
    public ExpressionSyntax? RequireFirst(string name)
    {
        var argument = IndexOf(name) is >= 0 and var at ? _named[at] : null;
        if (argument is not null && _unnamed is not null)
        {
            ErrorAt(
                "duplicate-argument",
                argument.Span,
                $"`{name}` is given twice, by place and by name",
                "keep one of them"
            );
        }
        else if (argument is null && _unnamed is null)
            Error("missing-argument", $"`{Attribute.Name}` lacks its argument `{name}`");
        return TakeFirst(name);
    }

    /// <summary>A name for the database or the client: a text that is not empty.</summary>
    public string? TakeName(string name)
    {
        if (Take(name) is not { } value || AsText(value) is not { } text)
            return null;
        if (text.Length > 0)
            return text;
        Error("empty-name", $"`{name}` must not be empty", $"leave `{name}` out for the default name");
        return null;
    }

    public string? AsText(ExpressionSyntax value) =>
        value is ExpressionSyntax.Text(var text, _) ? text : Mismatch(value, "a text in quotes");

    public string? AsConstant(ExpressionSyntax value) =>
        value is ExpressionSyntax.Constant(var path, _) ? path : Mismatch(value, "a name");

    public void Integer(string name)
    {
        if (
            Take(name) is { } value
            && !(value is ExpressionSyntax.Number(var digits, _) && long.TryParse(digits, out _))
        )
            Mismatch(value, "a whole number");
    }

    public bool Flag(string name)
    {
        if (Take(name) is not { } value)
            return false;
        if (value is not ExpressionSyntax.Constant("true" or "false", _))
            Mismatch(value, "`true` or `false`");
        return true;
    }

    /// <summary>Reports the arguments that nobody took.</summary>
    public void Complete()
    {
        foreach (var argument in _named)
        {
            if (argument is not null)
                ErrorAt(
                    "unknown-argument",
                    argument.Span,
                    $"`{Attribute.Name}` has no argument `{argument.Name}`",
                    "remove it"
                );
        }
        if (_unnamed is { } unnamed)
            ErrorAt(
                "unknown-argument",
                unnamed.Span,
                $"`{Attribute.Name}` takes no argument without a name here",
                "remove it"
            );
    }

    public string? Mismatch(ExpressionSyntax value, string expected)
    {
        ErrorAt("wrong-value", value.Span, $"expected {expected}, found {Describe(value)}");
        return null;
    }

    public static string Describe(ExpressionSyntax value) =>
        value switch
        {
            ExpressionSyntax.Text => "a text",
            ExpressionSyntax.Number(var digits, _) => $"the number {digits}",
            ExpressionSyntax.Constant(var path, _) => $"`{path}`",
            ExpressionSyntax.Call(var function, _, _) => $"the function `{function}()`",
            ExpressionSyntax.Array => "a list",
            ExpressionSyntax.Object => "an object",
        };

    private bool CheckLists(ArgumentListSyntax list)
    {
        var usable = Check(list);
        foreach (var argument in list.Arguments)
        {
            if (argument.Value is ExpressionSyntax.Call(_, var inner, _))
                usable &= Check(inner);
            else if (argument.Value is ExpressionSyntax.Array(var items, _))
                CheckItems(items);
        }
        return usable;
    }

    private void CheckItems(ValueList<ExpressionSyntax> items)
    {
        foreach (var item in items)
        {
            if (item is ExpressionSyntax.Call(_, var inner, _))
                ReportMissingValues(inner);
        }
    }

    private bool Check(ArgumentListSyntax list)
    {
        if (list.TrailingComma is { } comma)
            ErrorAt("trailing-comma", comma, "a comma behind the last argument", "remove it");
        return ReportMissingValues(list);
    }

    private bool ReportMissingValues(ArgumentListSyntax list)
    {
        var complete = true;
        foreach (var argument in list.Arguments)
        {
            if (argument.Value is not null)
                continue;
            complete = false;
            ErrorAt(
                "missing-value",
                argument.Span,
                $"the argument `{argument.Name}` has no value",
                $"write `{argument.Name}: <value>`"
            );
        }
        return complete;
    }

    private bool Sort(ArgumentListSyntax list)
    {
        var (named, unnamed) = (0, 0);
        foreach (var argument in list.Arguments)
        {
            if (argument.Name is not { } name)
            {
                unnamed++;
                _unnamed = argument;
            }
            else if (IndexOf(name.Text) is >= 0 and var first)
            {
                ErrorAt(
                    "duplicate-argument",
                    argument.Span,
                    $"the argument `{name}` is given more than once",
                    "keep one of them"
                );
                _named[first] = argument;
            }
            else
                _named[named++] = argument;
        }
        if (unnamed > 1)
            Error(
                "several-unnamed-arguments",
                "only one argument can go without a name",
                "write several fields as a list: `[a, b]`"
            );
        return true;
    }
}
