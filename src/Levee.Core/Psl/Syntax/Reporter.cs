using Levee.Core.Diagnostics;
using Levee.Core.Text;

namespace Levee.Core.Psl.Syntax;

/// <summary>Reports errors about one file.</summary>
internal readonly record struct Reporter(DiagnosticBag Diagnostics, SourceText Source)
{
    /// <param name="help">What to do; nulls are left out.</param>
    public void Error(string code, TextSpan span, string message, params ReadOnlySpan<string?> help)
    {
        var lines = new List<string>();
        foreach (var line in help)
        {
            if (line is not null)
                lines.Add(line);
        }
        Diagnostics.Add(Diagnostic.Error(code, message, Source.At(span)) with { Help = lines.ToValueList() });
    }
}
