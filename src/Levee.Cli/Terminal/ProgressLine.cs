using System.Diagnostics;

namespace Levee.Cli.Terminal;

/// <summary>One line at the bottom of a terminal that says what goes on and for how long. It appears when a run takes more than
/// half a second, and is gone before anything else is written.</summary>
internal sealed class ProgressLine(TextWriter terminal)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(100);

    /// <summary>A longer one would be wrapped, and only its last line erased.</summary>
    private const int Widest = 79;

    private readonly Lock _one = new();
    private readonly long _begin = Stopwatch.GetTimestamp();
    private Timer? _timer;
    private string _text = "";
    private bool _isShown;

    /// <summary>What goes on from now on.</summary>
    public void Tell(string text)
    {
        lock (_one)
        {
            _text = text;
            _timer ??= new(_ => Draw(), null, Beat, Beat);
        }
    }

    /// <summary>Takes the line away; it comes back if the work goes on.</summary>
    public void Erase()
    {
        lock (_one)
        {
            if (_isShown)
                terminal.Write("\r\e[2K");
            _isShown = false;
        }
    }

    public void End()
    {
        lock (_one)
        {
            _timer?.Dispose();
            _timer = null;
            Erase();
        }
    }

    private void Draw()
    {
        var elapsed = Stopwatch.GetElapsedTime(_begin);
        lock (_one)
        {
            // The timer may still fire once when it is disposed of.
            if (_timer is null || elapsed < Patience)
                return;
            var time = $" {elapsed.TotalSeconds:0.0} s";
            var text = _text.Length + time.Length > Widest ? _text[..(Widest - time.Length - 1)] + "…" : _text;
            terminal.Write($"\r\e[2K{text}{time}");
            terminal.Flush();
            _isShown = true;
        }
    }
}
