using System.Text;
using Levee.Core.Diagnostics;

namespace Levee.Cli.Workspace;

/// <summary>Adds accepted drift at the end of <c>levee.toml</c>; nothing else of the file is touched.</summary>
internal static class AcceptedDriftWriter
{
    /// <exception cref="LeveeException">The file cannot be written.</exception>
    public static void Append(string root, IEnumerable<AcceptedDrift> accepted)
    {
        var path = Path.Combine(root, Config.FileName);
        try
        {
            var text = File.Exists(path) ? File.ReadAllText(path) : "";
            var gap = text.Length == 0 || text.EndsWith('\n') ? "" : "\n";
            var added = accepted.Select(drift =>
                $"{(text.Length == 0 ? "" : "\n")}[[drift.accepted]]\nchange = {Quote(drift.Change)}\nreason = {Quote(drift.Reason)}\n"
            );
            File.AppendAllText(path, gap + string.Concat(added));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new LeveeException(
                Diagnostic.Error("cannot-write", $"{Config.FileName} cannot be written: {error.Message}") with
                {
                    Help = ["see that the file is yours to write and the disk is not full"],
                }
            );
        }
    }

    private static string Quote(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var letter in text)
        {
            if (letter is '"' or '\\')
                quoted.Append('\\');
            quoted.Append(letter);
        }
        return quoted.Append('"').ToString();
    }
}
