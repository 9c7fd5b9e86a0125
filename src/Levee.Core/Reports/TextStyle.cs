using Levee.Core.Diagnostics;

namespace Levee.Core.Reports;

/// <summary>How text is painted. Without colour not one escape character leaves a report.</summary>
public readonly record struct TextStyle(bool HasColor)
{
    public static readonly TextStyle Plain = new(false);
    public static readonly TextStyle Color = new(true);

    public string Strong(string text) => Paint("1", text);

    public string Frame(string text) => Paint("34", text);

    public string Advice(string text) => Paint("32", text);

    public string Of(Severity severity, string text) =>
        severity switch
        {
            Severity.Note => Paint("1;36", text),
            Severity.Warning => Paint("1;33", text),
            Severity.Error => Paint("1;31", text),
        };

    private string Paint(string codes, string text) => HasColor && text.Length > 0 ? $"\e[{codes}m{text}\e[0m" : text;
}
