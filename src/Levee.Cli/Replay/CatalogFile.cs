using System.Text;
using Levee.Cli.Catalog;
using Levee.Cli.Machine;
using Levee.Core.Schema;

namespace Levee.Cli.Replay;

/// <summary>A catalog as bytes: what is written is read back equal. The format is nobody's but the cache's.</summary>
internal static class CatalogFile
{
    public static byte[] Write(DatabaseSchema schema)
    {
        using var bytes = new MemoryStream();
        using var to = new BinaryWriter(bytes, Encoding.UTF8);
        to.Write((byte)schema.Origin);
        to.Write((byte)schema.Style);
        to.Write(schema.ComparesPredicates);
        to.WriteList(schema.Namespaces, to.Write);
        to.WriteList(schema.Extensions, extension => Write(to, extension));
        to.WriteList(schema.Enums, type => Write(to, type));
        to.WriteList(schema.Tables, table => Write(to, table));
        to.WriteList(schema.Unmodelled, item => Write(to, item));
        to.Flush();
        return bytes.ToArray();
    }

    public static DatabaseSchema Read(byte[] content)
    {
        using var from = new BinaryReader(new MemoryStream(content), Encoding.UTF8);
        var origin = (SchemaOrigin)from.ReadByte();
        var style = (PrismaStyle)from.ReadByte();
        var comparesPredicates = from.ReadBoolean();
        return new(
            origin,
            from.ReadList(from.ReadString),
            from.ReadList(() => new Extension(from.ReadString(), from.ReadText(), from.ReadText(), from.ReadBoolean())),
            from.ReadList(() => new EnumType(ReadName(from), from.ReadList(from.ReadString))),
            from.ReadList(() => ReadTable(from)),
            from.ReadList(() => new UnmodelledObject(from.ReadString(), from.ReadString()))
        )
        {
            Style = style,
            ComparesPredicates = comparesPredicates,
        };
    }

    private static void Write(BinaryWriter to, Extension extension)
    {
        to.Write(extension.Name);
        to.WriteText(extension.Schema);
        to.WriteText(extension.Version);
        to.Write(extension.Relocatable);
    }

    private static void Write(BinaryWriter to, EnumType type)
    {
        Write(to, type.Name);
        to.WriteList(type.Values, to.Write);
    }

    private static void Write(BinaryWriter to, UnmodelledObject item)
    {
        to.Write(item.Kind);
        to.Write(item.Name);
    }

    private static void Write(BinaryWriter to, Table table)
    {
        Write(to, table.Name);
        to.WriteList(table.Columns, column => Write(to, column));
        to.Write(table.PrimaryKey is not null);
        if (table.PrimaryKey is { } key)
        {
            to.Write(key.Name);
            to.WriteList(key.Columns, to.Write);
        }
        to.WriteList(table.Indexes, index => Write(to, index));
        to.WriteList(table.ForeignKeys, foreignKey => Write(to, foreignKey));
    }

    private static Table ReadTable(BinaryReader from) =>
        new(
            ReadName(from),
            from.ReadList(() => ReadColumn(from)),
            from.ReadBoolean() ? new(from.ReadString(), from.ReadList(from.ReadString)) : null,
            from.ReadList(() => ReadIndex(from)),
            from.ReadList(() => ReadForeignKey(from))
        );

    private static void Write(BinaryWriter to, Column column)
    {
        to.Write(column.Name);
        Write(to, column.Type);
        to.Write((byte)column.Arity);
        to.Write(column.AutoIncrement);
        to.Write(column.IsIdentity);
        to.Write(column.IsGenerated);
        to.Write(column.FilledByClient);
        to.WriteText(column.PrintedDefault);
        to.WriteText(column.Domain);
        // A default is what the parser makes of its text, the column's type and arity: it is made again.
        to.Write(column is { IsIdentity: false, Default: not null });
    }

    private static Column ReadColumn(BinaryReader from)
    {
        var name = from.ReadString();
        var type = ReadType(from);
        var arity = (Arity)from.ReadByte();
        var column = new Column(name, type, arity, null, from.ReadBoolean())
        {
            IsIdentity = from.ReadBoolean(),
            IsGenerated = from.ReadBoolean(),
            FilledByClient = from.ReadBoolean(),
            PrintedDefault = from.ReadText(),
            Domain = from.ReadText(),
        };
        return from.ReadBoolean() ? column with { Default = CatalogRows.DefaultOf(column) } : column;
    }

    private static void Write(BinaryWriter to, ColumnType type)
    {
        switch (type)
        {
            case ColumnType.Native(var native, var first, var second):
                to.Write((byte)0);
                to.Write((byte)native);
                to.WriteNumber(first);
                to.WriteNumber(second);
                break;
            case ColumnType.Enum(var name):
                to.Write((byte)1);
                Write(to, name);
                break;
            case ColumnType.Unsupported(var text):
                to.Write((byte)2);
                to.Write(text);
                break;
        }
    }

    private static ColumnType ReadType(BinaryReader from) =>
        from.ReadByte() switch
        {
            0 => new ColumnType.Native((NativeType)from.ReadByte(), from.ReadNumber(), from.ReadNumber()),
            1 => new ColumnType.Enum(ReadName(from)),
            2 => new ColumnType.Unsupported(from.ReadString()),
            var kind => throw new InvalidDataException($"there is no kind of type {kind}"),
        };

    private static void Write(BinaryWriter to, TableIndex index)
    {
        to.Write(index.Name);
        to.Write(index.IsUnique);
        to.Write((byte)index.Algorithm);
        to.WriteList(index.Columns, column => Write(to, column));
        to.WriteText(index.Predicate);
        to.Write(index.IsConstraint);
        to.Write7BitEncodedInt(index.IncludedColumns);
    }

    private static TableIndex ReadIndex(BinaryReader from) =>
        new(
            from.ReadString(),
            from.ReadBoolean(),
            (IndexAlgorithm)from.ReadByte(),
            from.ReadList(() => ReadIndexColumn(from)),
            from.ReadText()
        )
        {
            IsConstraint = from.ReadBoolean(),
            IncludedColumns = from.Read7BitEncodedInt(),
        };

    private static void Write(BinaryWriter to, IndexColumn column)
    {
        to.Write(column.Name);
        to.WriteNumber((int?)column.Sort);
        to.WriteText(column.OperatorClass?.Name);
        if (column.OperatorClass is { } operatorClass)
            to.Write(operatorClass.IsDefault);
        to.WriteText(column.Details);
    }

    private static IndexColumn ReadIndexColumn(BinaryReader from) =>
        new(
            from.ReadString(),
            (SortOrder?)from.ReadNumber(),
            from.ReadText() is { } operatorClass ? new(operatorClass, from.ReadBoolean()) : null
        )
        {
            Details = from.ReadText(),
        };

    private static void Write(BinaryWriter to, ForeignKey key)
    {
        to.Write(key.Name);
        to.WriteList(key.Columns, to.Write);
        Write(to, key.ReferencedTable);
        to.WriteList(key.ReferencedColumns, to.Write);
        to.Write((byte)key.OnDelete);
        to.Write((byte)key.OnUpdate);
    }

    private static ForeignKey ReadForeignKey(BinaryReader from) =>
        new(
            from.ReadString(),
            from.ReadList(from.ReadString),
            ReadName(from),
            from.ReadList(from.ReadString),
            (ReferentialAction)from.ReadByte(),
            (ReferentialAction)from.ReadByte()
        );

    private static void Write(BinaryWriter to, ObjectName name)
    {
        to.WriteText(name.Namespace);
        to.Write(name.Name);
    }

    private static ObjectName ReadName(BinaryReader from) => new(from.ReadText(), from.ReadString());
}
