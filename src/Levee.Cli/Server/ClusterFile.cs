using System.Buffers;
using System.Buffers.Binary;
using System.Numerics;
using System.Text;
using Levee.Cli.Machine;

namespace Levee.Cli.Server;

/// <summary>What is written in front of a cluster's files.</summary>
/// <param name="Account">How its server is run.</param>
/// <param name="Database">The number of the database <c>postgres</c>, which holds the history.</param>
/// <param name="Id">Another one for every file: copies of the same one are alike down to the numbers of their objects.</param>
internal sealed record ClusterHeader(ServerAccount Account, uint Database, string Id)
{
    public static string NewId() => Guid.NewGuid().ToString("N");
}

/// <summary>
/// A stopped data directory as one file. It is written once and never changed, so that any number of runs can take their own
/// copies out of it at the same time. A checksum follows each part: PostgreSQL has none for most of its files, and would not
/// look at them before it needs them.
/// </summary>
internal static class ClusterFile
{
    private const string Magic = "levee cluster 2";
    private const string Databases = "base";
    private const int BufferSize = 1 << 18;

    /// <summary>Longer than any path in a data directory.</summary>
    private const int LongestText = 4096;

    // Rewritten by us or by every start.
    private static readonly HashSet<string> Volatile = new(StringComparer.Ordinal)
    {
        "postmaster.pid",
        "postmaster.opts",
        "postgresql.conf",
        "pg_hba.conf",
        "pg_ident.conf",
        "pg_internal.init",
        "current_logfiles",
    };

    /// <summary>Writes the parts in the order in which they are needed: first what a server starts with, then the database of the
    /// history. The others are left out: nobody connects to them, and only to make a database one would need them.</summary>
    /// <param name="key">Of the history that it holds.</param>
    /// <param name="data">The data directory of a server that is down. When this returns it may be started, and be used when the
    /// task is done.</param>
    /// <exception cref="IOException">No room, or the directory is not there.</exception>
    public static Task WriteAsync(Stream file, string key, ClusterHeader header, string data)
    {
        var writer = new PartWriter(file);
        writer.Text(Magic);
        writer.Text(key);
        writer.Text(header.Account.ToLine());
        writer.Text($"{header.Database}");
        writer.Text(header.Id);
        foreach (var part in new DirectoryInfo(data).EnumerateFileSystemInfos().OrderBy(part => part.Name))
        {
            writer.Part(part.Name, part);
            if (part is DirectoryInfo { LinkTarget: null } folder && part.Name != Databases)
                WriteBelow(writer, folder, part.Name);
        }
        return Task.Run(() =>
        {
            var folder = new DirectoryInfo(Path.Combine(data, Databases, $"{header.Database}"));
            var name = $"{Databases}/{folder.Name}";
            writer.Part(name, folder);
            WriteBelow(writer, folder, name);
            writer.Text("");
        });
    }

    private static void WriteBelow(PartWriter writer, DirectoryInfo folder, string name)
    {
        foreach (var part in folder.EnumerateFileSystemInfos())
        {
            writer.Part($"{name}/{part.Name}", part);
            if (part is DirectoryInfo { LinkTarget: null } inner)
                WriteBelow(writer, inner, $"{name}/{part.Name}");
        }
    }

    /// <summary>Starts to take a copy: what the server needs to start is there on return.</summary>
    /// <param name="data">An empty folder.</param>
    /// <param name="file">Read from its beginning; closed when the copy is complete.</param>
    /// <exception cref="DamagedClusterException">The file is not what was written.</exception>
    public static (ClusterHeader Header, Task Database) Read(FileStream file, string data)
    {
        var reader = new PartReader(file, data);
        // A file that was given another name is not what it is asked for as.
        if (reader.Text() != Magic || reader.Text() != Path.GetFileName(file.Name))
            throw new DamagedClusterException();
        var account = ServerAccount.FromLine(reader.Text());
        if (account is null || !uint.TryParse(reader.Text(), out var database))
            throw new DamagedClusterException();
        var id = reader.Text();
        if (account.FileOwner is { } owner)
        {
            reader.Owner = owner;
            UnixFile.ChangeOwner(data, owner);
        }
        string name;
        while ((name = reader.Text()).Length > 0 && !IsOfDatabase(name))
            reader.Part(name);
        return (
            new(account, database, id),
            Task.Run(() =>
            {
                using (file)
                {
                    for (; name.Length > 0; name = reader.Text())
                        reader.Part(name);
                }
            })
        );
    }

    private static bool IsOfDatabase(string name) => name.StartsWith($"{Databases}/", StringComparison.Ordinal);

    private static uint Add(uint sum, ReadOnlySpan<byte> bytes)
    {
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..])
            sum = BitOperations.Crc32C(sum, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        foreach (var single in bytes)
            sum = BitOperations.Crc32C(sum, single);
        return sum;
    }

    /// <summary>Everything has its length in front and behind it the checksum of all that was written so far.</summary>
    private sealed class PartWriter(Stream file)
    {
        private uint _sum;

        public void Text(string text)
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            Number(bytes.Length);
            Put(bytes);
            Seal();
        }

        /// <summary>A file, or the name of a folder.</summary>
        public void Part(string name, FileSystemInfo part)
        {
            if (Volatile.Contains(part.Name))
                return;
            Text(name);
            if (part is DirectoryInfo { LinkTarget: null })
            {
                Number(-1);
                Seal();
                return;
            }
            // The server could put anything there that its user may. What a link leads to is none of its files.
            if (!UnixFile.IsRegular(part.FullName))
                throw new IOException($"{part.FullName} is no file of a database");
            using var source = File.OpenHandle(part.FullName);
            var length = RandomAccess.GetLength(source);
            Number(length);
            var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
            try
            {
                for (long at = 0; at < length; )
                {
                    var bytes = buffer.AsSpan(0, (int)Math.Min(BufferSize, length - at));
                    var read = RandomAccess.Read(source, bytes, at);
                    if (read == 0)
                        throw new IOException($"{part.FullName} became shorter");
                    Put(bytes[..read]);
                    at += read;
                }
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(buffer);
            }
            Seal();
        }

        private void Number(long number)
        {
            Span<byte> bytes = stackalloc byte[sizeof(long)];
            BinaryPrimitives.WriteInt64LittleEndian(bytes, number);
            Put(bytes);
        }

        private void Put(ReadOnlySpan<byte> bytes)
        {
            _sum = Add(_sum, bytes);
            file.Write(bytes);
        }

        private void Seal()
        {
            Span<byte> bytes = stackalloc byte[sizeof(uint)];
            BinaryPrimitives.WriteUInt32LittleEndian(bytes, _sum);
            file.Write(bytes);
        }
    }

    private sealed class PartReader(FileStream file, string data)
    {
        private uint _sum;

        /// <summary>Whom the copies are given to; null leaves them ours.</summary>
        public uint? Owner { get; set; }

        public string Text()
        {
            var length = Number();
            if (length is < 0 or > LongestText)
                throw new DamagedClusterException();
            Span<byte> bytes = stackalloc byte[LongestText];
            bytes = bytes[..(int)length];
            Take(bytes);
            CheckSeal();
            return Encoding.UTF8.GetString(bytes);
        }

        /// <summary>Makes the file or folder of this name.</summary>
        public void Part(string name)
        {
            var path = Path.Combine(data, name);
            var length = Number();
            if (length < 0)
                Directory.CreateDirectory(path);
            else
                Copy(path, length);
            CheckSeal();
            if (Owner is { } owner)
                UnixFile.ChangeOwner(path, owner);
        }

        private void Copy(string path, long length)
        {
            // Shared, because a file of our own folder needs no lock.
            using var copy = File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write, FileShare.ReadWrite);
            var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
            try
            {
                for (long at = 0; at < length; )
                {
                    var part = buffer.AsSpan(0, (int)Math.Min(BufferSize, length - at));
                    Take(part);
                    RandomAccess.Write(copy, part, at);
                    at += part.Length;
                }
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(buffer);
            }
        }

        private long Number()
        {
            Span<byte> bytes = stackalloc byte[sizeof(long)];
            Take(bytes);
            return BinaryPrimitives.ReadInt64LittleEndian(bytes);
        }

        private void Take(Span<byte> bytes)
        {
            if (file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length)
                throw new DamagedClusterException();
            _sum = Add(_sum, bytes);
        }

        private void CheckSeal()
        {
            Span<byte> bytes = stackalloc byte[sizeof(uint)];
            if (
                file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length
                || BinaryPrimitives.ReadUInt32LittleEndian(bytes) != _sum
            )
                throw new DamagedClusterException();
        }
    }
}

/// <summary>A kept cluster is not what was kept, or no longer starts here.</summary>
internal sealed class DamagedClusterException : Exception;
