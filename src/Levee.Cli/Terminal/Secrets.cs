using System.Buffers;
using System.Text;
using Levee.Core;
using Levee.Core.Diagnostics;

namespace Levee.Cli.Terminal;

/// <summary>
/// Takes passwords out of what is said. Everything that may hold a URL goes through here. A few passes over the text: a
/// message of megabytes takes milliseconds. Rather a word too many is hidden than one too few.
/// </summary>
internal static class Secrets
{
    private const string Hidden = "***";
    private const int MostLooks = 4;

    /// <summary>After one of these words, with or without a sign between, stands what nobody may read.</summary>
    private static readonly string[] KeyWords =
    [
        "password",
        "passwd",
        "passphrase",
        "pwd",
        "api_key",
        "apikey",
        "access_token",
    ];

    private static readonly SearchValues<string> Keys = SearchValues.Create(
        KeyWords,
        StringComparison.OrdinalIgnoreCase
    );

    // The end of an address within a text.
    private static readonly SearchValues<char> Ends = SearchValues.Create(" \t\r\n\"'`<>(){}|^");

    // What the value of a key ends at where no quotes hold it.
    private static readonly SearchValues<char> ValueEnds = SearchValues.Create(" \t\r\n&;'\"`,)}");

    public static string Mask(string text)
    {
        // What one look hides may show the next where an address begins: several stood together without a blank.
        for (var look = 0; look < MostLooks; look++)
        {
            var masked = MaskOnce(text);
            if (masked == text)
                break;
            text = masked;
        }
        return text;
    }

    private static string MaskOnce(string text)
    {
        if (text.Contains('@'))
            text = MaskAddresses(text);
        return text.AsSpan().ContainsAny(Keys) ? MaskValues(text) : text;
    }

    public static Diagnostic Mask(Diagnostic diagnostic) =>
        diagnostic with
        {
            Message = Mask(diagnostic.Message),
            Notes = diagnostic.Notes.Select(Mask).ToValueList(),
            Help = diagnostic.Help.Select(Mask).ToValueList(),
        };

    private static string MaskAddresses(string text)
    {
        var masked = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length; )
        {
            var length = text.AsSpan(at).IndexOfAny(Ends);
            var end = length < 0 ? text.Length : at + length;
            masked.Append(MaskAddress(text[at..end]));
            if (end < text.Length)
                masked.Append(text[end]);
            at = end + 1;
        }
        return masked.ToString();
    }

    /// <param name="word">Without blanks and quotes.</param>
    private static string MaskAddress(string word)
    {
        // The password may itself hold an @: the last one ends the user part.
        var at = word.LastIndexOf('@');
        if (at < 0)
            return word;
        var scheme = word.IndexOf("://", StringComparison.Ordinal);
        if (scheme < 0 || scheme > at)
            return MaskWithoutScheme(word, at);
        // Addresses may stand together without a blank: what the first one shows says nothing of the next.
        for (var from = 0; scheme >= 0 && scheme < at; from = scheme + 3, scheme = Next(word, from))
        {
            var start = scheme + 3;
            var colon = word.IndexOfAny([':', '/', '?', '#', '@'], start);
            var before = word.AsSpan(from, scheme - from);
            var isWeb =
                before.EndsWith("http", StringComparison.OrdinalIgnoreCase)
                || before.EndsWith("https", StringComparison.OrdinalIgnoreCase);
            if (word[colon] == ':' && !(isWeb && IsPort(word, colon)))
                return $"{word[..(colon + 1)]}{Hidden}{word[at..]}";
            // A lone name before the @ of a web address is a token; of a database it is the user.
            if (isWeb && word[colon] == '@' && colon > start)
                return $"{word[..start]}{Hidden}{word[at..]}";
        }
        return word;
    }

    private static int Next(string word, int from) => word.IndexOf("://", from, StringComparison.Ordinal);

    // me:secret@host:5432/db, postgresql:me:secret@host/db: what is left of an address where a sign is missing.
    private static string MaskWithoutScheme(string word, int at)
    {
        var start = word.StartsWith("postgres", StringComparison.Ordinal) ? word.IndexOf(':') + 1 : 0;
        var colon = word.IndexOf(':', start);
        // A cast has two.
        while (colon >= 0 && colon + 1 < at && (word[colon + 1] == ':' || colon == start || word[colon - 1] == ':'))
            colon = word.IndexOf(':', colon + 1);
        return colon > start && colon < at - 1 && NamesHost(word, colon)
            ? $"{word[..(colon + 1)]}{Hidden}{word[at..]}"
            : word;
    }

    /// <summary>Whether after one of the @ stands what follows a password: a host with a port or a path.</summary>
    private static bool NamesHost(string word, int from)
    {
        for (var at = word.IndexOf('@', from); at >= 0; at = word.IndexOf('@', at + 1))
        {
            var end = at + 1;
            while (end < word.Length && word[end] is not (':' or '/' or '@' or '['))
                end++;
            var isHost =
                end < word.Length
                && (
                    (word[end] == '[' && end == at + 1)
                    || (word[end] == '/' && end > at + 1)
                    || (word[end] == ':' && end + 1 < word.Length && char.IsAsciiDigit(word[end + 1]))
                );
            if (isHost)
                return true;
        }
        return false;
    }

    private static bool IsPort(string word, int colon)
    {
        var rest = word.AsSpan(colon + 1);
        var digits = rest.IndexOfAnyExceptInRange('0', '9');
        return digits > 0 && rest[digits] is '/' or '?' or '#';
    }

    private static string MaskValues(string text)
    {
        var masked = new StringBuilder(text.Length);
        var at = 0;
        while (text.AsSpan(at).IndexOfAny(Keys) is >= 0 and var found)
        {
            var end = KeyEnd(text, at + found);
            // password_hash is another word.
            var isKey = end == text.Length || !(char.IsLetterOrDigit(text[end]) || text[end] == '_');
            var value = isKey ? ValueAfter(text, end) : (Start: end, End: end);
            masked.Append(text, at, value.Start - at);
            if (value.End > value.Start)
                masked.Append(Hidden);
            at = Math.Max(end, value.End);
            if (at > value.End)
                masked.Append(text, value.End, at - value.End);
        }
        return masked.Append(text, at, text.Length - at).ToString();
    }

    private static int KeyEnd(string text, int start) =>
        start
        + KeyWords
            .Where(key => text.AsSpan(start).StartsWith(key, StringComparison.OrdinalIgnoreCase))
            .Max(key => key.Length);

    /// <summary>The value that a key has: after a sign in any form, without one (PASSWORD 'x' in SQL) only in quotes. Empty
    /// where there is none.</summary>
    private static (int Start, int End) ValueAfter(string text, int keyEnd)
    {
        var at = keyEnd;
        // "password": "x", \"password\": \"x\"
        while (at < text.Length && text[at] is '\\' or '"' or '\'' or '`' && at - keyEnd < 3)
            at++;
        at = SkipBlanks(text, at);
        var hasSign = at < text.Length && text[at] is '=' or ':';
        if (hasSign)
            at = SkipBlanks(text, at + 1);
        else if (at == keyEnd || at != SkipBlanks(text, keyEnd))
            return (keyEnd, keyEnd);
        var quoted = at;
        // E'x', U&'x', and the backslash before a quote in JSON.
        while (quoted < text.Length && quoted - at < 2 && text[quoted] is 'E' or 'e' or 'U' or 'u' or '&' or '\\')
            quoted++;
        if (quoted < text.Length && text[quoted] is '\'' or '"')
            return (at, ValueEnd(text, QuoteEnd(text, quoted)));
        if (at < text.Length && text[at] == '$' && DollarEnd(text, at) is { } dollar)
            return (at, dollar);
        if (!hasSign || at >= text.Length)
            return (keyEnd, keyEnd);
        var length = text.AsSpan(at).IndexOfAny(ValueEnds);
        return (at, length < 0 ? text.Length : at + length);
    }

    // A quote inside of a value ends it only where something else follows.
    private static int ValueEnd(string text, int at)
    {
        while (at < text.Length && !(ValueEnds.Contains(text[at]) && text[at] is not ('\'' or '"')))
            at = text[at] is '\'' or '"' ? QuoteEnd(text, at) : at + 1;
        return at;
    }

    private static int SkipBlanks(string text, int at)
    {
        while (at < text.Length && text[at] is ' ' or '\t')
            at++;
        return at;
    }

    /// <summary>After the quote that ends it, or the line where none does.</summary>
    private static int QuoteEnd(string text, int start)
    {
        var quote = text[start];
        for (var at = start + 1; at < text.Length; at++)
        {
            if (text[at] == '\n')
                return at;
            if (text[at] != quote)
                continue;
            if (at + 1 < text.Length && text[at + 1] == quote)
                at++;
            else
                return at + 1;
        }
        return text.Length;
    }

    private static int? DollarEnd(string text, int start)
    {
        const int LongestTag = 64;
        var tagEnd = text.IndexOf('$', start + 1, Math.Min(LongestTag, text.Length - start - 1));
        if (tagEnd < 0)
            return null;
        var tag = text.AsSpan(start, tagEnd + 1 - start);
        var end = text.AsSpan(tagEnd + 1).IndexOf(tag);
        return end < 0 ? text.Length : tagEnd + 1 + end + tag.Length;
    }
}
