using System.Text.RegularExpressions;
using Levee.Core;
using Levee.Core.Diagnostics;

namespace Levee.Cli.Terminal;

/// <summary>Takes passwords out of what is said. Everything that may hold a URL goes through here.</summary>
internal static partial class Secrets
{
    public static string Mask(string text) =>
        !text.Contains('@') && !text.Contains("password", StringComparison.OrdinalIgnoreCase)
            ? text
            : PasswordParameter().Replace(UserInfo().Replace(text, MaskUserInfo), "${key}***");

    public static Diagnostic Mask(Diagnostic diagnostic) =>
        diagnostic with
        {
            Message = Mask(diagnostic.Message),
            Notes = diagnostic.Notes.Select(Mask).ToValueList(),
            Help = diagnostic.Help.Select(Mask).ToValueList(),
        };

    private static string MaskUserInfo(Match match) =>
        match.Groups["name"] is { Success: true, Value: var name } && match.Groups["colon"].Success
            ? $"{match.Groups["scheme"].Value}{name}:***@"
        // A lone name before the @ of a web address is a token; of a database it is the user.
        : match.Groups["scheme"].Value.StartsWith("http", StringComparison.Ordinal)
            ? $"{match.Groups["scheme"].Value}***@"
        : match.Value;

    // The password may itself hold an @: the last one before the path ends the user part.
    [GeneratedRegex(
        """(?<scheme>[a-z][a-z0-9+.-]*://)(?<name>[^\s:/?#"'@]*)(?<colon>:)?(?(colon)[^\s/"']*)@""",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex UserInfo();

    [GeneratedRegex(
        """(?<key>\bpassword\s*=\s*)(?:'[^']*'|[^\s&;'"]+)""",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex PasswordParameter();
}
