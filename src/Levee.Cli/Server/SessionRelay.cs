using System.Buffers;
using System.Net.Sockets;
using Levee.Cli.Machine;

namespace Levee.Cli.Server;

/// <summary>Stands between Npgsql, which reads each message as a whole, and the sessions in which a stranger's SQL runs: what is too
/// long is shortened before it takes our memory.</summary>
internal sealed class SessionRelay : IDisposable
{
    private readonly Socket _door = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly UnixDomainSocketEndPoint _server;

    /// <param name="folder">Private, and for its own socket.</param>
    /// <param name="serverFolder">The one of the server's socket.</param>
    public SessionRelay(string folder, string serverFolder)
    {
        CacheFolders.MakePrivate(folder);
        Folder = folder;
        // The way to it may be longer than that of a socket may be.
        var link = Path.Combine(folder, "server");
        Directory.CreateSymbolicLink(link, serverFolder);
        _server = new(Path.Combine(link, PostgresLaunch.SocketName));
        _door.Bind(new UnixDomainSocketEndPoint(Path.Combine(folder, PostgresLaunch.SocketName)));
        const int MostWaiting = 32;
        _door.Listen(MostWaiting);
        _ = AcceptAsync();
    }

    public string Folder { get; }

    public void Dispose()
    {
        _door.Dispose();
        CacheFolders.Delete(Folder);
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = ServeAsync(await _door.AcceptAsync());
        }
        catch (Exception end) when (end is SocketException or ObjectDisposedException)
        {
            // The server is no longer wanted.
        }
    }

    private async Task ServeAsync(Socket ours)
    {
        using var theirs = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        using (ours)
        {
            try
            {
                await theirs.ConnectAsync(_server);
                await using var toServer = new NetworkStream(theirs);
                await using var toUs = new NetworkStream(ours);
                // Who ends first ends the other: a session that is gone leaves no process of the server's, and the other way round.
                await await Task.WhenAny(toUs.CopyToAsync(toServer), ShortenAsync(toServer, toUs));
            }
            catch (Exception end) when (end is SocketException or IOException or ObjectDisposedException)
            {
                // Npgsql sees the end of its session, and says so.
            }
        }
    }

    private static async Task ShortenAsync(Stream from, Stream to)
    {
        var shortener = new MessageShortener();
        var bytes = new byte[64 << 10];
        var passed = new ArrayBufferWriter<byte>(bytes.Length);
        while (await from.ReadAsync(bytes) is > 0 and var read)
        {
            shortener.Feed(bytes.AsSpan(0, read), passed);
            await to.WriteAsync(passed.WrittenMemory);
            passed.ResetWrittenCount();
        }
    }
}
