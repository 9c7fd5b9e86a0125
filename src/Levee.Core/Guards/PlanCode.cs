using System.Security.Cryptography;
using System.Text;

namespace Levee.Core.Guards;

/// <summary>The two flags that overrule a guard.</summary>
public enum BypassFlag
{
    AllowDestructive,
    SkipFreshnessCheck,
}

/// <summary>A short name for one act: this flag, for exactly this SQL, on exactly this base. It is no secret: it shows
/// that whoever repeats it has read the refusal of this very plan, and it stops fitting as soon as the plan or the base
/// changes.</summary>
public static class PlanCode
{
    // Without the letters and digits that people mistake for each other.
    private const string Alphabet = "23456789abcdefghjkmnpqrstuvwxyz";
    private const int Length = 10;

    /// <param name="baseCommit">The base's newest commit, in full; empty where the freshness check knows no
    /// base.</param>
    /// <param name="sql">The statements as they would be written, without header and approval lines.</param>
    public static string For(BypassFlag flag, string baseCommit, string sql)
    {
        var text = string.Join('\0', "levee plan 1", FlagName(flag), baseCommit, sql);
        var digest = SHA256.HashData(Encoding.UTF8.GetBytes(text));
        var code = new StringBuilder(Length + 1);
        for (var i = 0; i < Length; i++)
            code.Append(i == Length / 2 ? "-" : "").Append(Alphabet[digest[i] % Alphabet.Length]);
        return code.ToString();
    }

    /// <summary>Whether what was typed is this code; case and dashes do not count.</summary>
    public static bool Fits(string code, string typed) => Bare(code) == Bare(typed);

    public static string FlagName(BypassFlag flag) =>
        flag switch
        {
            BypassFlag.AllowDestructive => "--allow-destructive",
            BypassFlag.SkipFreshnessCheck => "--skip-freshness-check",
        };

    private static string Bare(string code) =>
        code.Trim().Replace("-", "", StringComparison.Ordinal).ToLowerInvariant();
}
