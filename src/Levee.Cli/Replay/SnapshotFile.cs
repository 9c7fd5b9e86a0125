using System.Text;
using Levee.Cli.Machine;
using Levee.Core.Effects;

namespace Levee.Cli.Replay;

/// <summary>What a rehearsal knows of a database before it begins, as bytes: what is written is read back equal. The format is
/// nobody's but the cache's.</summary>
internal static class SnapshotFile
{
    /// <param name="known">Without rows.</param>
    public static byte[] Write(KnownDatabase known)
    {
        using var bytes = new MemoryStream();
        using var to = new BinaryWriter(bytes, Encoding.UTF8);
        var catalog = known.Catalog;
        to.WriteList(catalog.Tables, table => Write(to, table));
        to.WriteList(catalog.Indexes, index => Write(to, index));
        to.WriteList(catalog.Constraints, constraint => Write(to, constraint));
        to.WriteList(catalog.Types, type => Write(to, type));
        to.WriteList(catalog.Sequences, sequence => Write(to, sequence));
        to.WriteList(
            catalog.LargeObjects,
            item =>
            {
                to.Write(item.Oid);
                to.Write(item.Digest);
            }
        );
        to.WriteList(catalog.Code, code => Write(to, code));
        Write(to, known.Digests.Columns);
        Write(to, known.Digests.Relations);
        to.Flush();
        return bytes.ToArray();
    }

    public static KnownDatabase Read(byte[] content)
    {
        using var from = new BinaryReader(new MemoryStream(content), Encoding.UTF8);
        var catalog = new DatabaseSnapshot(
            from.ReadList(() => ReadTable(from)),
            from.ReadList(() => ReadIndex(from)),
            from.ReadList(() => ReadConstraint(from)),
            from.ReadList(() => ReadType(from)),
            from.ReadList(() => ReadSequence(from)),
            from.ReadList(() => new SeenLargeObject(from.ReadInt64(), from.ReadString())),
            from.ReadList(() => ReadCode(from)),
            []
        );
        return new(catalog, new(ReadDigests(from), ReadDigests(from)));
    }

    private static void Write(BinaryWriter to, SeenTable table)
    {
        to.Write(table.Oid);
        to.Write(table.Schema);
        to.Write(table.Name);
        to.Write((byte)table.Kind);
        to.Write(table.FileNode);
        to.Write(table.Parent);
        to.WriteList(table.Columns, column => Write(to, column));
    }

    private static SeenTable ReadTable(BinaryReader from) =>
        new(
            from.ReadInt64(),
            from.ReadString(),
            from.ReadString(),
            (RelationKind)from.ReadByte(),
            from.ReadInt64(),
            from.ReadInt64(),
            from.ReadList(() => ReadColumn(from))
        );

    private static void Write(BinaryWriter to, SeenColumn column)
    {
        to.Write(column.Number);
        to.Write(column.Name);
        to.Write(column.Type);
        to.Write(column.TypeOid);
        to.Write((byte)column.TypeKind);
        to.Write(column.Element);
        to.Write(column.IsRequired);
        to.WriteText(column.Default);
        to.Write((byte)column.Identity);
        to.Write(column.IsGenerated);
    }

    private static SeenColumn ReadColumn(BinaryReader from) =>
        new(
            from.ReadInt32(),
            from.ReadString(),
            from.ReadString(),
            from.ReadInt64(),
            (TypeKind)from.ReadByte(),
            from.ReadInt64(),
            from.ReadBoolean(),
            from.ReadText(),
            (IdentityKind)from.ReadByte(),
            from.ReadBoolean()
        );

    private static void Write(BinaryWriter to, SeenIndex index)
    {
        to.Write(index.Oid);
        to.Write(index.Schema);
        to.Write(index.Name);
        to.Write(index.Table);
        to.Write(index.IsUnique);
        to.Write(index.IsValid);
        to.WriteList(index.Keys, to.Write);
        to.WriteText(index.Expressions);
        to.WriteText(index.Predicate);
        to.Write(index.Equality);
        to.Write(index.NullsAreEqual);
        to.Write(index.Constraint);
        to.Write(index.Parent);
        to.WriteList(index.KeyOptions, to.Write);
    }

    private static SeenIndex ReadIndex(BinaryReader from) =>
        new(
            from.ReadInt64(),
            from.ReadString(),
            from.ReadString(),
            from.ReadInt64(),
            from.ReadBoolean(),
            from.ReadBoolean(),
            from.ReadList(from.ReadInt32),
            from.ReadText(),
            from.ReadText(),
            from.ReadString(),
            from.ReadBoolean(),
            from.ReadInt64(),
            from.ReadInt64()
        )
        {
            KeyOptions = from.ReadList(from.ReadString),
        };

    private static void Write(BinaryWriter to, SeenConstraint constraint)
    {
        to.Write(constraint.Oid);
        to.Write(constraint.Name);
        to.Write((byte)constraint.Kind);
        to.Write(constraint.Table);
        to.Write(constraint.Domain);
        to.WriteList(constraint.Keys, to.Write);
        to.Write(constraint.Target);
        to.WriteList(constraint.TargetKeys, to.Write);
        to.Write(constraint.Operators);
        to.Write(constraint.IsEnforced);
        to.Write(constraint.IsValidated);
        to.Write(constraint.Parent);
        to.Write(constraint.Definition);
    }

    private static SeenConstraint ReadConstraint(BinaryReader from) =>
        new(
            from.ReadInt64(),
            from.ReadString(),
            (ConstraintKind)from.ReadByte(),
            from.ReadInt64(),
            from.ReadInt64(),
            from.ReadList(from.ReadInt32),
            from.ReadInt64(),
            from.ReadList(from.ReadInt32),
            from.ReadString(),
            from.ReadBoolean(),
            from.ReadBoolean(),
            from.ReadInt64(),
            from.ReadString()
        );

    private static void Write(BinaryWriter to, SeenType type)
    {
        to.Write(type.Oid);
        to.Write(type.Schema);
        to.Write(type.Name);
        to.Write((byte)type.Kind);
        to.WriteList(
            type.Labels,
            label =>
            {
                to.Write(label.Oid);
                to.Write(label.Text);
            }
        );
        to.Write(type.Shape);
    }

    private static SeenType ReadType(BinaryReader from) =>
        new(
            from.ReadInt64(),
            from.ReadString(),
            from.ReadString(),
            (TypeKind)from.ReadByte(),
            from.ReadList(() => new SeenLabel(from.ReadInt64(), from.ReadString())),
            from.ReadString()
        );

    private static void Write(BinaryWriter to, SeenSequence sequence)
    {
        to.Write(sequence.Oid);
        to.Write(sequence.Schema);
        to.Write(sequence.Name);
        to.Write(sequence.OwnerTable);
        to.Write(sequence.OwnerColumn);
        to.Write(sequence.Increment);
        to.Write(sequence.Next);
    }

    private static SeenSequence ReadSequence(BinaryReader from) =>
        new(
            from.ReadInt64(),
            from.ReadString(),
            from.ReadString(),
            from.ReadInt64(),
            from.ReadInt32(),
            from.ReadInt64(),
            from.ReadInt64()
        );

    private static void Write(BinaryWriter to, SeenCode code)
    {
        to.Write(code.Kind);
        to.Write(code.Oid);
        to.Write(code.Name);
        to.Write(code.Table);
        to.Write(code.Definition);
    }

    private static SeenCode ReadCode(BinaryReader from) =>
        new(from.ReadString(), from.ReadInt64(), from.ReadString(), from.ReadInt64(), from.ReadString());

    private static void Write(BinaryWriter to, IReadOnlyDictionary<long, string> digests) =>
        to.WriteList(
            digests,
            digest =>
            {
                to.Write(digest.Key);
                to.Write(digest.Value);
            }
        );

    private static Dictionary<long, string> ReadDigests(BinaryReader from)
    {
        var count = from.Read7BitEncodedInt();
        var digests = new Dictionary<long, string>(count);
        for (var i = 0; i < count; i++)
            digests.Add(from.ReadInt64(), from.ReadString());
        return digests;
    }
}
