using Levee.Cli.Machine;
using Levee.Core;
using Levee.Core.History;

namespace Levee.Cli.Server;

/// <summary>What a run wants of the private PostgreSQL.</summary>
/// <param name="Major">Major version to rehearse on; null takes what is there.</param>
/// <param name="Bin">Folder with <c>initdb</c> and <c>postgres</c>; null looks for one.</param>
public sealed record PostgresOptions(int? Major = null, string? Bin = null)
{
    /// <summary>The major version that is fetched where none is installed and none is asked for.</summary>
    public const int FetchedMajor = 16;

    /// <summary>The oldest one that the catalog queries and the package know.</summary>
    public const int OldestMajor = 13;

    /// <summary>Everything that outlives the run goes in here; null takes the user's cache folder and memory.</summary>
    public string? CacheFolder { get; init; }

    /// <summary>Whether replayed databases and read catalogs outlive the run.</summary>
    public bool Persistent { get; init; } = true;

    /// <summary>How many bytes of replayed databases a cluster keeps for later runs; the last two stay in any case.</summary>
    public long KeptBytes { get; init; } = 512L << 20;

    /// <summary>How long one statement of a migration may run on the private server. Zero means for ever.</summary>
    public TimeSpan StatementTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Whether SQL that reaches beyond the database runs where the kernel does not hold the server in: asked only when there
    /// is such SQL on such a machine.</summary>
    public Func<CancellationToken, Task<bool>> MayRunUncontainedAsync { get; init; } =
        static _ => Task.FromResult(false);

    /// <summary>Told what takes long, a line each: building a cluster, fetching a package, replaying n of m.</summary>
    public Action<string> Progress { get; init; } = static _ => { };

    /// <summary>What is run before every history, as its beginning: what the database brings along that no migration makes.</summary>
    public ValueList<Migration> Environment { get; init; } = [];

    /// <summary>What to say where a history does not replay.</summary>
    public ValueList<string> EnvironmentNotes { get; init; } = [];

    internal CacheFolders OpenCache() => CacheFolders.Open(CacheFolder, Persistent);

    /// <summary>These options with what <c>LEVEE_CACHE_DIR</c> and <c>LEVEE_CACHE</c> say.</summary>
    public PostgresOptions WithEnvironment(Func<string, string?> variable) =>
        this with
        {
            CacheFolder = variable("LEVEE_CACHE_DIR") is { Length: > 0 } folder
                ? Path.GetFullPath(folder)
                : CacheFolder,
            Persistent = Persistent && variable("LEVEE_CACHE") is not ("off" or "0" or "false" or "no"),
        };
}
