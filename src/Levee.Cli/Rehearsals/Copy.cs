using Levee.Cli.Replay;
using Levee.Core;
using Levee.Core.History;
using Levee.Core.Rehearsals;
using Npgsql;

namespace Levee.Cli.Rehearsals;

/// <summary>A scratch database and our own session in it.</summary>
internal sealed record Copy(ShadowDatabase Database, NpgsqlConnection Session) : IAsyncDisposable
{
    /// <param name="hasLedger">Whether Prisma's own table stands in it.</param>
    public static async Task<Copy> TakeAsync(
        ShadowDatabases shadows,
        ValueList<Migration> history,
        bool hasLedger,
        CancellationToken cancel
    )
    {
        var clone = await shadows.CloneAsync(history, cancel);
        try
        {
            var session = await clone.ConnectAsync(cancel);
            if (hasLedger)
                await LedgerTable.CreateAsync(session, history, cancel);
            await SnapshotReader.PrepareAsync(session, cancel);
            return new(clone, session);
        }
        catch
        {
            await clone.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Session.DisposeAsync();
        await Database.DisposeAsync();
    }
}

/// <summary>Who owns the copies, and what is known of them.</summary>
/// <param name="Cluster">What they are taken from.</param>
/// <param name="Unused">The copy that was looked at.</param>
internal sealed record CopyOwner(string Cluster, bool IsSuperuser, TableDigests? Digests, Copy Unused)
{
    /// <summary>Whether Prisma's own table stands in the copies: then they are unlike those of other scripts.</summary>
    public bool HasLedger { get; init; }
}
