using System.Text;
using System.Text.RegularExpressions;
using Levee.Core.Diagnostics;
using Levee.Core.Text;

namespace Levee.Core.Guards;

/// <param name="Path">Below the copy; empty where the copy is a single file.</param>
public sealed record SchemaFile(string Path, byte[] Bytes);

/// <summary>One place where the schema lies.</summary>
/// <param name="Path">Relative to the workspace.</param>
/// <param name="Files">In byte order of their paths; empty where nothing is there.</param>
public sealed record SchemaCopy(string Path, ValueList<SchemaFile> Files)
{
    /// <summary>A link is refused: it is equal by itself here and absent where the package is built from a copy of the tree.</summary>
    public bool IsSymbolicLink { get; init; }
}

/// <summary>Step 0 of the runbook: every copy is byte for byte the source of truth.</summary>
public static partial class SchemaCopies
{
    public const string Code = "copies-differ";

    /// <summary>Whether the truth may be written over a copy: not over a link, and not over the schema of another kind of database.</summary>
    public static bool MayBeWritten(SchemaCopy truth, SchemaCopy copy) =>
        !copy.IsSymbolicLink && OtherProvider(truth, copy) is null;

    /// <summary>What a copy is written for where that is not what the truth is written for.</summary>
    private static string? OtherProvider(SchemaCopy truth, SchemaCopy copy) =>
        ProviderOf(truth) is { } wanted && ProviderOf(copy) is { } found && found != wanted ? found : null;

    private static string? ProviderOf(SchemaCopy schema) =>
        schema
            .Files.Select(file => ProviderPattern().Match(Encoding.UTF8.GetString(file.Bytes)))
            .Where(match => match.Success)
            .Select(match => match.Groups["name"].Value is "postgres" ? "postgresql" : match.Groups["name"].Value)
            .FirstOrDefault();

    [GeneratedRegex(@"^\s*datasource\s+\w+\s*\{[^}]*?^\s*provider\s*=\s*""(?<name>\w+)""", RegexOptions.Multiline)]
    private static partial Regex ProviderPattern();

    /// <summary>One diagnostic for each copy that is not as it should be; none when all are in sync.</summary>
    public static ValueList<Diagnostic> Check(SchemaCopy truth, ValueList<SchemaCopy> copies) =>
        copies.SelectMany(copy => CheckCopy(truth, copy)).ToValueList();

    private static IEnumerable<Diagnostic> CheckCopy(SchemaCopy truth, SchemaCopy copy)
    {
        if (copy.IsSymbolicLink)
        {
            yield return Diagnostic.Error(Code, $"{copy.Path} is a symbolic link, not a copy of {truth.Path}") with
            {
                Help = [$"replace it by a file: rm {ShellText.Quote(copy.Path)} && levee sync"],
            };
            yield break;
        }
        if (OtherProvider(truth, copy) is { } provider)
        {
            yield return Diagnostic.Error(
                Code,
                $"{copy.Path} is a schema for {provider}, and no copy of {truth.Path}"
            ) with
            {
                Help = [$"take {copy.Path} out of copies in levee.toml: nothing is written over it"],
            };
            yield break;
        }
        if (copy.Files.Count == 0)
        {
            yield return Diagnostic.Error(Code, $"{copy.Path} is missing") with
            {
                Help = [Sync(truth)],
            };
            yield break;
        }
        var there = copy.Files.ToDictionary(file => file.Path, StringComparer.Ordinal);
        foreach (var file in truth.Files)
        {
            if (!there.Remove(file.Path, out var other))
                yield return Diagnostic.Error(Code, $"{Join(copy, file)} is missing") with
                {
                    Help = [Sync(truth)],
                };
            else if (!file.Bytes.AsSpan().SequenceEqual(other.Bytes))
                yield return Differs(truth, copy, file, other);
        }
        foreach (var extra in there.Values)
            yield return Diagnostic.Error(Code, $"{Join(copy, extra)} is not in {truth.Path}") with
            {
                Help = [Sync(truth)],
            };
    }

    private static Diagnostic Differs(SchemaCopy truth, SchemaCopy copy, SchemaFile file, SchemaFile other)
    {
        var (expected, found) = (Read(truth, file), Read(copy, other));
        var line = FirstDifferentLine(expected, found);
        return Diagnostic.Error(
            Code,
            $"{found.Path} differs from {expected.Path}",
            found.At(found.SpanOfLine(Math.Min(line, found.LineCount)))
        ) with
        {
            Notes = [Quote(expected, line), Quote(found, line), .. Why(expected, found, line)],
            Help = [Sync(truth), $"or, if {found.Path} is right, carry the change over to {expected.Path} first"],
        };
    }

    private static int FirstDifferentLine(SourceText one, SourceText other)
    {
        var common = Math.Min(one.LineCount, other.LineCount);
        for (var line = 1; line <= common; line++)
        {
            if (one[one.SpanOfLine(line)] != other[other.SpanOfLine(line)])
                return line;
        }
        return one.LineCount == other.LineCount ? FirstDifferentEnd(one, other) : common + 1;
    }

    /// <summary>The texts of all lines are equal: then it is a line's end, or bytes that are no text.</summary>
    private static int FirstDifferentEnd(SourceText one, SourceText other)
    {
        var at = one.Text.AsSpan().CommonPrefixLength(other.Text);
        return one.PositionOf(Math.Min(at, one.Length)).Line;
    }

    private static string Quote(SourceText source, int line) =>
        line <= source.LineCount
            ? $"{source.Path}:{line}: {Shorten(source[source.SpanOfLine(line)])}"
            : $"{source.Path} ends after line {source.LineCount}";

    private static IEnumerable<string> Why(SourceText expected, SourceText found, int line)
    {
        if (line > expected.LineCount || line > found.LineCount)
            yield break;
        if (expected[expected.SpanOfLine(line)] == found[found.SpanOfLine(line)])
            yield return "the two lines read the same: they end differently (CR LF against LF), or hold bytes that are not UTF-8";
    }

    private static string Shorten(string line) => line.Length <= 100 ? line : string.Concat(line.AsSpan(0, 99), "…");

    private static string Sync(SchemaCopy truth) => $"levee sync copies {truth.Path} over its copies";

    private static string Join(SchemaCopy copy, SchemaFile file) =>
        file.Path.Length == 0 ? copy.Path : $"{copy.Path}/{file.Path}";

    private static SourceText Read(SchemaCopy copy, SchemaFile file) =>
        new(Join(copy, file), Encoding.UTF8.GetString(file.Bytes));
}
