using System.CommandLine;
using System.Diagnostics;
using Levee.Cli.Terminal;
using Levee.Core;
using Levee.Core.Diagnostics;
using Levee.Core.Reports;
using Levee.Core.Text;

namespace Levee.Cli.CommandLine;

/// <summary>What the common options said, and the world a command works in.</summary>
internal sealed class Run(ParseResult result, CommonOptions common, TimeProvider clock)
{
    private readonly List<(string Stage, TimeSpan Time)> _stages = [];

    public Output Output { get; } = common.OutputOf(result);
    public TimeProvider Clock => clock;

    /// <summary>As given with <c>--workspace</c>; null to look upwards from the current folder.</summary>
    public string? Workspace => result.GetValue(common.Workspace);

    /// <summary>As given with <c>--project</c>; null where none is named.</summary>
    public string? Project => result.GetValue(common.Project);

    /// <summary>As given with <c>--remote</c>; null to ask the configuration.</summary>
    public string? Remote => result.GetValue(common.Remote);

    /// <summary>Whether people read the result, and not a program.</summary>
    public bool IsText => result.GetValue(common.Format) is "text";

    /// <summary>Prints a report on standard output in the format that was asked for, and answers its exit code. Where
    /// annotations were asked for, the page goes to the summary of the job as well.</summary>
    public ExitCode Print(Report report)
    {
        Output.EndProgress();
        var style = new TextStyle(ColorChoice.OfResultStream(result.GetValue(common.Color)!));
        var shown = Output.Level == Talk.Quiet ? report with { Summary = [] } : report;
        if (IsText)
            shown = shown with { Diagnostics = Output.Told(shown.Diagnostics).ToValueList() };
        Output.Result(Secrets.Mask(ReportFormat.Find(result.GetValue(common.Format)!, style)!.Render(shown)));
        if (result.GetValue(common.Format) is "github")
            JobSummary.Append(Secrets.Mask(new MarkdownReport(MarkdownReport.SummaryLimit).Render(report)));
        return report.ExitCode;
    }

    /// <inheritdoc cref="Print(Report)"/>
    public ExitCode Print(ImpactReport report)
    {
        var format = result.GetValue(common.Format);
        if (format is not ("json" or "markdown"))
            return Print(report.AsReport());
        Output.EndProgress();
        Output.Result(Secrets.Mask(format is "json" ? report.ToJson() : report.ToMarkdown()));
        return report.ExitCode;
    }

    /// <summary>Does one stage of a pipeline, and notes how long it took for <c>--verbose</c>.</summary>
    public T Stage<T>(string name, Func<T> work)
    {
        var start = Stopwatch.GetTimestamp();
        Output.Progress(name);
        var made = work();
        Note(name, Stopwatch.GetElapsedTime(start));
        return made;
    }

    /// <inheritdoc cref="Stage{T}(string, Func{T})"/>
    public async Task<T> StageAsync<T>(string name, Func<Task<T>> work)
    {
        var start = Stopwatch.GetTimestamp();
        Output.Progress(name);
        var made = await work();
        Note(name, Stopwatch.GetElapsedTime(start));
        return made;
    }

    /// <summary>Prints what a command made on standard output: as text the SQL and the summary, because its diagnostics and refusals
    /// are talk and were said on the error stream; in every other format the whole report.</summary>
    public void Finish(Report report)
    {
        if (!IsText)
        {
            Print(report);
            return;
        }
        Output.EndProgress();
        foreach (var migration in report.Migrations.Where(migration => migration.ShowsSql))
            Output.Result(migration.Script.Text);
        if (Output.Level == Talk.Quiet)
            return;
        foreach (var line in report.Summary)
            Output.Result(line + "\n");
    }

    /// <summary>Another command as it has to be typed to mean the same workspace and base as this run.</summary>
    public string Again(string command, string? baseBranch)
    {
        (string Name, string? Value)[] options =
        [
            ("--base-branch", baseBranch),
            ("--remote", Remote),
            ("--workspace", Workspace),
        ];
        var given = options.Where(option => option.Value is not null);
        return command + string.Concat(given.Select(option => $" {option.Name} {ShellText.Quote(option.Value!)}"));
    }

    private void Note(string stage, TimeSpan time)
    {
        lock (_stages)
            _stages.Add((stage, time));
        Output.Detail($"{time.TotalMilliseconds, 8:0.0} ms  {stage}");
    }
}

/// <summary>A command with what its help adds to System.CommandLine's.</summary>
internal sealed class LeveeCommand(string name, string description) : Command(name, description)
{
    /// <summary>Command lines as one would type them, each with what it does.</summary>
    public required ValueList<(string Line, string Does)> Examples { get; init; }

    /// <summary>The exit codes that this command can answer with, besides 1, 64, 70 and 130.</summary>
    public required ValueList<ExitCode> ExitCodes { get; init; }

    /// <summary>What else a reader of the help must know, a line each.</summary>
    public ValueList<string> Notes { get; init; } = [];

    /// <summary>The arguments and options, in the order of the help.</summary>
    public void Takes(params ReadOnlySpan<Symbol> symbols)
    {
        foreach (var symbol in symbols)
        {
            if (symbol is Argument argument)
                Add(argument);
            else
                Add((Option)symbol);
        }
    }

    public void Runs(
        CommonOptions common,
        TimeProvider clock,
        Func<Run, ParseResult, CancellationToken, Task<ExitCode>> action
    ) =>
        SetAction(
            async (result, cancel) =>
            {
                var run = new Run(result, common, clock);
                try
                {
                    return (int)await action(run, result, cancel);
                }
                catch (LeveeException refused) when (!cancel.IsCancellationRequested)
                {
                    run.Output.Report(refused.Diagnostics);
                    if (!run.IsText)
                        run.Finish(new Report(Name, refused.ExitCode) { Diagnostics = refused.Diagnostics });
                    return (int)refused.ExitCode;
                }
                finally
                {
                    run.Output.EndProgress();
                }
            }
        );
}
