using System.Data;
using Npgsql;

namespace Levee.Cli.Replay;

/// <summary>After some errors (a full disk, one of class XX, which extensions raise for a value that they cannot read) the driver
/// takes a session for lost. The server may be well.</summary>
internal static class LostSession
{
    public static bool IsLost(NpgsqlConnection session) => session.State != ConnectionState.Open;

    /// <summary>Opens the session again where it was lost: a new one, in which nothing is prepared or set.</summary>
    /// <exception cref="NpgsqlException">The server is gone as well.</exception>
    public static async Task ReopenAsync(NpgsqlConnection session, CancellationToken cancel)
    {
        if (!IsLost(session))
            return;
        await session.CloseAsync();
        await session.OpenAsync(cancel);
    }
}
