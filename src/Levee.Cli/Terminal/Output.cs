using Levee.Core.Diagnostics;
using Levee.Core.Guards;
using Levee.Core.Reports;
using Levee.Core.Text;

namespace Levee.Cli.Terminal;

/// <summary>How much is said on the error stream.</summary>
internal enum Talk
{
    Quiet,
    Normal,
    Verbose,
}

/// <summary>Standard output carries the result and nothing else; standard error carries the talk.</summary>
internal sealed class Output(TextWriter result, TextWriter talk, Talk level, bool color, bool isTerminal)
{
    private readonly ProgressLine? _progress = isTerminal && level == Talk.Normal ? new(talk) : null;

    public Talk Level => level;

    /// <summary>Whether the talk may be coloured.</summary>
    public bool Color => color;

    /// <summary>The result as it is: no newline is added.</summary>
    public void Result(string text)
    {
        _progress?.Erase();
        result.Write(text);
        result.Flush();
    }

    /// <summary>A line of talk that is always wanted: refusals and errors.</summary>
    public void Say(string text)
    {
        _progress?.Erase();
        talk.WriteLine(RunnerCommands.Defuse(TerminalText.EscapeLines(Secrets.Mask(text))));
    }

    /// <summary>A line of talk that <c>--quiet</c> leaves out.</summary>
    public void Tell(string text)
    {
        if (level != Talk.Quiet)
            Say(text);
    }

    /// <summary>A line of talk that only <c>--verbose</c> shows.</summary>
    public void Detail(string text)
    {
        if (level == Talk.Verbose)
            Say(text);
    }

    /// <summary>What goes on just now; shown on a terminal only, when the run takes its time.</summary>
    public void Progress(string text) => _progress?.Tell(TerminalText.Escape(Secrets.Mask(text)));

    public void EndProgress() => _progress?.End();

    /// <summary>Diagnostics as text with their places; on the error stream, because they are no result here.</summary>
    public void Report(IReadOnlyCollection<Diagnostic> diagnostics)
    {
        EndProgress();
        var text = new TextReport(color ? TextStyle.Color : TextStyle.Plain);
        foreach (var diagnostic in Told(diagnostics))
            talk.WriteLine(text.Render(Secrets.Mask(diagnostic)));
    }

    /// <summary>What of them a person is told one by one: with <c>--verbose</c> all, with <c>--quiet</c> the errors.</summary>
    public IEnumerable<Diagnostic> Told(IReadOnlyCollection<Diagnostic> diagnostics) =>
        level switch
        {
            Talk.Quiet => ManyAlike.Cap(diagnostics.Where(diagnostic => diagnostic.Severity == Severity.Error)),
            Talk.Normal => ManyAlike.Cap(ManyAlike.Shorten(diagnostics)),
            Talk.Verbose => diagnostics,
        };

    public void Report(Refusal refusal)
    {
        EndProgress();
        talk.WriteLine(Secrets.Mask(new TextReport(color ? TextStyle.Color : TextStyle.Plain).Render(refusal)));
    }
}
