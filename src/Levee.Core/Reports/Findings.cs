using System.Security.Cryptography;
using System.Text;
using Levee.Core.Diagnostics;
using Levee.Core.Guards;
using Levee.Core.Text;

namespace Levee.Core.Reports;

/// <summary>What the formats of code hosts need alike.</summary>
internal static class Findings
{
    /// <summary>The diagnostic as one text: message, evidence, cause, next step.</summary>
    public static string TextOf(Diagnostic diagnostic)
    {
        var cause = diagnostic.Cause is null ? [] : new[] { $"cause: {diagnostic.Cause}" };
        return string.Join(
            '\n',
            [diagnostic.Message, .. diagnostic.Notes, .. cause, .. diagnostic.Help.Select(help => $"help: {help}")]
        );
    }

    public static string TextOf(Refusal refusal) =>
        string.Join('\n', [refusal.Title, .. refusal.ForPeople, "", .. refusal.ForAgents]).TrimEnd('\n');

    /// <summary>The path from the repository's root; the anchor's where there is no place.</summary>
    public static string PathOf(Report report, SourceLocation? at)
    {
        var path = (at?.Source.Path ?? report.Anchor).Replace('\\', '/');
        var isInside = !path.StartsWith('/') && !path.StartsWith("../", StringComparison.Ordinal);
        return isInside
            ? report.PathPrefix + (path.StartsWith("./", StringComparison.Ordinal) ? path[2..] : path)
            : path;
    }

    /// <summary>The diagnostics, the worst first, each with a name that stays the same while lines around it
    /// move.</summary>
    public static IEnumerable<(Diagnostic Diagnostic, string Fingerprint)> WithFingerprints(Report report)
    {
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var diagnostic in report.WorstFirst)
        {
            var about = diagnostic.At is { } at ? at.Source[at.Span] : diagnostic.Message;
            var path = diagnostic.At?.Source.Path ?? report.Anchor;
            var text = string.Join('\0', diagnostic.Code, path, diagnostic.Object ?? "", about);
            var same = seen[text] = seen.GetValueOrDefault(text) + 1;
            yield return (diagnostic, Fingerprint($"{text}\0{same}"));
        }
    }

    public static string Fingerprint(string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..32];
}
