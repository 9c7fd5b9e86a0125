using Levee.Cli.Machine;

namespace Levee.Cli.Git;

/// <summary>Held while a run makes a migration of a checkout: a second run waits, and then finds what the first one
/// wrote. It goes with its holder, however that ends.</summary>
internal sealed class CheckoutLock : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private readonly FileStream? _file;

    private CheckoutLock(FileStream? file) => _file = file;

    /// <param name="gitFolder">Of the checkout; null where there is none, and nothing to lock.</param>
    /// <param name="wait">Told once where another run holds it.</param>
    public static async Task<CheckoutLock> TakeAsync(string? gitFolder, Action wait, CancellationToken cancel)
    {
        if (gitFolder is null)
            return new(null);
        var path = Path.Combine(gitFolder, "levee-generate.lock");
        for (var isFirst = true; ; isFirst = false)
        {
            try
            {
                var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1);
                // The one before deletes it: what is locked must be what stands there. No two runs have one length.
                file.SetLength(Environment.ProcessId);
                if (new FileInfo(path) is { Exists: true } there && there.Length == Environment.ProcessId)
                    return new(file);
                await file.DisposeAsync();
            }
            catch (UnauthorizedAccessException)
            {
                return new(null); // not ours to write: then no migration is written here either
            }
            catch (IOException) when (!File.Exists(path))
            {
                return new(null);
            }
            catch (IOException)
            {
                if (isFirst)
                    wait();
            }
            await Task.Delay(Pause, cancel);
        }
    }

    public void Dispose()
    {
        if (_file is null)
            return;
        SealedFile.TryDelete(_file.Name);
        _file.Dispose();
    }
}
