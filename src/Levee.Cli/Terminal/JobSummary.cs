using Levee.Core.Text;

namespace Levee.Cli.Terminal;

/// <summary>The page that GitHub shows for a job.</summary>
internal static class JobSummary
{
    private const string Variable = "GITHUB_STEP_SUMMARY";

    /// <summary>Does nothing outside of GitHub's jobs.</summary>
    public static void Append(string markdown)
    {
        if (Environment.GetEnvironmentVariable(Variable) is not { Length: > 0 } path)
            return;
        try
        {
            File.AppendAllText(path, markdown);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The verdict is in the log and in the exit code; a page that cannot be written must not change it.
            Console.Error.WriteLine(
                $"levee: the job's summary cannot be written: {TerminalText.Escape(error.Message)}"
            );
        }
    }
}
