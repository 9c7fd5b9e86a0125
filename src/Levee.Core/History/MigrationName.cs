using System.Globalization;
using System.Text;
using Levee.Core.Diagnostics;
using Levee.Core.Text;

namespace Levee.Core.History;

/// <summary>The name of a new migration's folder.</summary>
/// <param name="Folder"><c>20260103142530_add_users</c>.</param>
/// <param name="Behind">The newest folder, where the clock does not lie after it; else null.</param>
public sealed record MigrationName(string Folder, string? Behind)
{
    private const string Stamp = "yyyyMMddHHmmss";
    private const int MaxBytes = 200;

    /// <summary>A name that sorts after every folder of the history.</summary>
    /// <param name="title">As <see cref="TitleOf"/> made it.</param>
    /// <exception cref="LeveeException">A folder sorts after every timestamp.</exception>
    public static MigrationName Next(string title, DateTimeOffset now, IEnumerable<string> folders)
    {
        var newest = folders.Max(FolderOrder.Instance);
        var name = $"{now.UtcDateTime.ToString(Stamp, CultureInfo.InvariantCulture)}_{title}";
        if (newest is null || IsAfter(name, newest))
            return new(name, null);
        var next =
            StampOf(newest) is { } stamp && stamp < DateTime.MaxValue.AddDays(-1)
                ? $"{stamp.AddSeconds(1).ToString(Stamp, CultureInfo.InvariantCulture)}_{title}"
                : throw NoPlaceAfter(newest);
        return new(next, newest);
    }

    /// <summary>What a person typed as a folder's name: letters, digits, _ and -; blanks become _.</summary>
    /// <exception cref="LeveeException">It holds anything else, or is empty or too long.</exception>
    public static string TitleOf(string typed)
    {
        var title = typed.Replace(' ', '_').Replace('\t', '_');
        if (title.Length == 0)
            throw Refused("the name of the migration is empty");
        if (typed.Contains('/') || typed.Contains('\\') || typed.Contains("..", StringComparison.Ordinal))
            throw Refused(
                $"the name '{typed}' holds a path, and a migration is written into the migrations folder only"
            );
        foreach (var rune in title.EnumerateRunes())
        {
            if (!Rune.IsLetterOrDigit(rune) && rune.Value is not ('_' or '-'))
                throw Refused($"the name '{typed}' holds {Describe(rune)}");
        }
        if (Encoding.UTF8.GetByteCount(title) is > MaxBytes and var bytes)
            throw Refused($"the name has {bytes} bytes, and {MaxBytes} is the most");
        return title;
    }

    /// <summary>Whether the new folder is replayed after <paramref name="newest"/>, also by tools that look at the stamp alone.</summary>
    private static bool IsAfter(string name, string newest) =>
        FolderOrder.Instance.Compare(name, newest) > 0
        && !newest.StartsWith(name[..Stamp.Length], StringComparison.Ordinal);

    private static DateTime? StampOf(string folder) =>
        folder.Length >= Stamp.Length
        && DateTime.TryParseExact(
            folder[..Stamp.Length],
            Stamp,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out var stamp
        )
            ? stamp
            : null;

    private static string Describe(Rune rune) =>
        Rune.IsControl(rune) ? $"the character U+{rune.Value:X4}" : $"'{rune}'";

    private static LeveeException Refused(string message) =>
        new(
            Diagnostic.Error("migration-name", message) with
            {
                Help = ["use letters, digits, _ and -; blanks become _"],
            },
            ExitCode.Usage
        );

    private static LeveeException NoPlaceAfter(string newest) =>
        new(
            Diagnostic.Error("migration-order", $"the folder {newest} sorts after every timestamp") with
            {
                Notes =
                [
                    "a new migration is made on top of the whole history, and would be replayed before that folder",
                ],
                Help =
                [
                    "give the folder a name that starts with the time at which it was made, in every database's history too",
                ],
            }
        );
}
