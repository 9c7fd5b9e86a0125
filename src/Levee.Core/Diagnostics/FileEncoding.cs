using System.Globalization;
using System.Text;
using System.Text.Unicode;
using Levee.Core.Text;

namespace Levee.Core.Diagnostics;

/// <summary>Whether the bytes of a file are a text in UTF-8. Nothing else is taken: Prisma refuses it too, and what would become of
/// it in a database nobody meant.</summary>
public static class FileEncoding
{
    public const string Code = "not-utf-8";

    /// <summary>What is wrong with the bytes, and how to mend it; null where they are a text in UTF-8.</summary>
    /// <param name="path">As messages show it.</param>
    public static Diagnostic? Check(string path, ReadOnlySpan<byte> bytes)
    {
        if (WideName(bytes) is { } wide)
            return Wide(path, wide);
        var nul = bytes.IndexOf((byte)0);
        if (nul >= 0)
            return Nul(path, bytes, nul);
        return Utf8.IsValid(bytes) ? null : Narrow(path, bytes);
    }

    // By its mark, or by every other byte being nothing, as it is for most texts of the West.
    private static string? WideName(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]))
            return "UTF-16LE";
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
            return "UTF-16BE";
        int[] nuls = [0, 0];
        var looked = Math.Min(bytes.Length, 1024);
        for (var i = 0; i < looked; i++)
            nuls[i % 2] += bytes[i] == 0 ? 1 : 0;
        return nuls[1] > looked / 4 ? "UTF-16LE"
            : nuls[0] > looked / 4 ? "UTF-16BE"
            : null;
    }

    private static Diagnostic Wide(string path, string name) =>
        Diagnostic.Error(Code, $"{path} is saved as {name}, and must be UTF-8") with
        {
            Notes = ["a redirection (>) of Windows PowerShell writes UTF-16"],
            Help = [Convert(path, name), "or save it as UTF-8 in an editor"],
        };

    private static Diagnostic Nul(string path, ReadOnlySpan<byte> bytes, int at) =>
        Diagnostic.Error(Code, $"{path} holds a NUL byte, which no text has", Place(path, bytes, at)) with
        {
            Notes = ["a file looks like that which was half written, or is no text at all"],
            Help =
            [
                $"bring the file back from git, or take the byte out: tr -d '\\000' < {ShellText.Quote(path)} > text && mv text {ShellText.Quote(path)}",
            ],
        };

    private static Diagnostic Narrow(string path, ReadOnlySpan<byte> bytes)
    {
        var at = FirstInvalid(bytes);
        var value = bytes[at];
        return Diagnostic.Error(
            Code,
            string.Create(
                CultureInfo.InvariantCulture,
                $"{path} is not UTF-8: the byte {value:X2} begins no character"
            ),
            Place(path, bytes, at)
        ) with
        {
            Notes = value >= 0xA0 ? [$"in Latin-1 and Windows-1252 it is {(char)value}"] : [],
            Help = [Convert(path, "WINDOWS-1252"), "or save it as UTF-8 in an editor"],
        };
    }

    private static int FirstInvalid(ReadOnlySpan<byte> bytes)
    {
        var at = 0;
        while (Rune.DecodeFromUtf8(bytes[at..], out _, out var length) == System.Buffers.OperationStatus.Done)
            at += length;
        return at;
    }

    private static SourceLocation Place(string path, ReadOnlySpan<byte> bytes, int at)
    {
        // Nothing odd is shown: the line ends where the odd byte is.
        var before = Encoding.UTF8.GetString(bytes[..at]);
        return new SourceText(path, before).At(new TextSpan(before.Length, 0));
    }

    private static string Convert(string path, string from) =>
        $"iconv -f {from} -t UTF-8 {ShellText.Quote(path)} > text && mv text {ShellText.Quote(path)}";
}
