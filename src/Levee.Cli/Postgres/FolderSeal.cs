using System.Buffers;
using System.Buffers.Binary;
using System.Numerics;

namespace Levee.Cli.Postgres;

/// <summary>
/// What a folder of a stopped cluster holds, as a checksum: PostgreSQL does not look at its files before it needs them,
/// and has no checksum at all for some of them.
/// </summary>
/// <param name="Newest">When its youngest file was changed, in ticks.</param>
internal readonly record struct FolderSeal(int Files, long Bytes, long Newest, uint Checksum)
{
    // Rewritten by us, by every start, or when first needed.
    private static readonly string[] Volatile =
    [
        "postmaster.pid",
        "postmaster.opts",
        "postgresql.conf",
        "pg_hba.conf",
        "pg_ident.conf",
        "pg_internal.init",
        "current_logfiles",
    ];

    /// <summary>Reads all files of the folder, not of those in it.</summary>
    /// <param name="known">An earlier seal: where sizes and times are still those, its checksum is taken as
    /// right.</param>
    public static FolderSeal Of(string folder, FolderSeal? known = null)
    {
        var files = new DirectoryInfo(folder)
            .EnumerateFiles()
            .Where(file => !Volatile.Contains(file.Name, StringComparer.Ordinal))
            .OrderBy(file => file.Name, StringComparer.Ordinal)
            .ToList();
        var seal = new FolderSeal(
            files.Count,
            files.Sum(file => file.Length),
            files.Count == 0 ? 0 : files.Max(file => file.LastWriteTimeUtc.Ticks),
            known?.Checksum ?? 0
        );
        if (known == seal)
            return seal;

        var buffer = ArrayPool<byte>.Shared.Rent(1 << 16);
        try
        {
            return seal with { Checksum = files.Aggregate(0u, (sum, file) => Add(sum, file, buffer)) };
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Whether the content is the same; times may differ.</summary>
    public bool IsSameContent(FolderSeal other) => this with { Newest = 0 } == other with { Newest = 0 };

    public string ToLine(string folder) => $"{folder}\t{Files}\t{Bytes}\t{Newest}\t{Checksum}";

    public static (string Folder, FolderSeal Seal)? FromLine(string line) =>
        line.Split('\t') is [var folder, var files, var bytes, var newest, var checksum]
            ? (folder, new(int.Parse(files), long.Parse(bytes), long.Parse(newest), uint.Parse(checksum)))
            : null;

    private static uint Add(uint sum, FileInfo file, byte[] buffer)
    {
        foreach (var c in file.Name)
            sum = BitOperations.Crc32C(sum, c);
        using var handle = File.OpenHandle(file.FullName);
        long at = 0;
        for (int read; (read = RandomAccess.Read(handle, buffer, at)) > 0; at += read)
        {
            var part = buffer.AsSpan(0, read);
            for (; part.Length >= sizeof(ulong); part = part[sizeof(ulong)..])
                sum = BitOperations.Crc32C(sum, BinaryPrimitives.ReadUInt64LittleEndian(part));
            foreach (var single in part)
                sum = BitOperations.Crc32C(sum, single);
        }
        return sum;
    }
}
