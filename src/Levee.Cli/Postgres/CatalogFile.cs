using System.Text;
using Levee.Core;
using Levee.Core.Schema;

namespace Levee.Cli.Postgres;

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
        Write(to, schema.Namespaces, to.Write);
        Write(to, schema.Extensions, extension => Write(to, extension));
        Write(to, schema.Enums, type => Write(to, type));
        Write(to, schema.Tables, table => Write(to, table));
        Write(to, schema.Unmodelled, item => Write(to, item));
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
            ReadList(from, from.ReadString),
            ReadList(from, () => new Extension(from.ReadString(), ReadText(from), ReadText(from), from.ReadBoolean())),
            ReadList(from, () => new EnumType(ReadName(from), ReadList(from, from.ReadString))),
            ReadList(from, () => ReadTable(from)),
            ReadList(from, () => new UnmodelledObject(from.ReadString(), from.ReadString()))
        )
        {
            Style = style,
            ComparesPredicates = comparesPredicates,
        };
    }

    private static void Write(BinaryWriter to, Extension extension)
    {
        to.Write(extension.Name);
        Write(to, extension.Schema);
        Write(to, extension.Version);
        to.Write(extension.Relocatable);
    }

    private static void Write(BinaryWriter to, EnumType type)
    {
        Write(to, type.Name);
        Write(to, type.Values, to.Write);
    }

    private static void Write(BinaryWriter to, UnmodelledObject item)
    {
        to.Write(item.Kind);
        to.Write(item.Name);
    }

    private static void Write(BinaryWriter to, Table table)
    {
        Write(to, table.Name);
        Write(to, table.Columns, column => Write(to, column));
        to.Write(table.PrimaryKey is not null);
        if (table.PrimaryKey is { } key)
        {
            to.Write(key.Name);
            Write(to, key.Columns, to.Write);
        }
        Write(to, table.Indexes, index => Write(to, index));
        Write(to, table.ForeignKeys, foreignKey => Write(to, foreignKey));
    }

    private static Table ReadTable(BinaryReader from) =>
        new(
            ReadName(from),
            ReadList(from, () => ReadColumn(from)),
            from.ReadBoolean() ? new(from.ReadString(), ReadList(from, from.ReadString)) : null,
            ReadList(from, () => ReadIndex(from)),
            ReadList(from, () => ReadForeignKey(from))
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
        Write(to, column.PrintedDefault);
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
            PrintedDefault = ReadText(from),
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
                Write(to, first);
                Write(to, second);
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
            0 => new ColumnType.Native((NativeType)from.ReadByte(), ReadNumber(from), ReadNumber(from)),
            1 => new ColumnType.Enum(ReadName(from)),
            2 => new ColumnType.Unsupported(from.ReadString()),
            var kind => throw new InvalidDataException($"there is no kind of type {kind}"),
        };

    private static void Write(BinaryWriter to, TableIndex index)
    {
        to.Write(index.Name);
        to.Write(index.IsUnique);
        to.Write((byte)index.Algorithm);
        Write(to, index.Columns, column => Write(to, column));
        Write(to, index.Predicate);
        to.Write(index.IsConstraint);
        to.Write7BitEncodedInt(index.IncludedColumns);
    }

    private static TableIndex ReadIndex(BinaryReader from) =>
        new(
            from.ReadString(),
            from.ReadBoolean(),
            (IndexAlgorithm)from.ReadByte(),
            ReadList(from, () => ReadIndexColumn(from)),
            ReadText(from)
        )
        {
            IsConstraint = from.ReadBoolean(),
            IncludedColumns = from.Read7BitEncodedInt(),
        };

    private static void Write(BinaryWriter to, IndexColumn column)
    {
        to.Write(column.Name);
        Write(to, (int?)column.Sort);
        Write(to, column.OperatorClass?.Name);
        if (column.OperatorClass is { } operatorClass)
            to.Write(operatorClass.IsDefault);
    }

    private static IndexColumn ReadIndexColumn(BinaryReader from) =>
        new(
            from.ReadString(),
            (SortOrder?)ReadNumber(from),
            ReadText(from) is { } operatorClass ? new(operatorClass, from.ReadBoolean()) : null
        );

    private static void Write(BinaryWriter to, ForeignKey key)
    {
        to.Write(key.Name);
        Write(to, key.Columns, to.Write);
        Write(to, key.ReferencedTable);
        Write(to, key.ReferencedColumns, to.Write);
        to.Write((byte)key.OnDelete);
        to.Write((byte)key.OnUpdate);
    }

    private static ForeignKey ReadForeignKey(BinaryReader from) =>
        new(
            from.ReadString(),
            ReadList(from, from.ReadString),
            ReadName(from),
            ReadList(from, from.ReadString),
            (ReferentialAction)from.ReadByte(),
            (ReferentialAction)from.ReadByte()
        );

    private static void Write(BinaryWriter to, ObjectName name)
    {
        Write(to, name.Namespace);
        to.Write(name.Name);
    }

    private static ObjectName ReadName(BinaryReader from) => new(ReadText(from), from.ReadString());

    private static void Write(BinaryWriter to, string? text)
    {
        to.Write(text is not null);
        if (text is not null)
            to.Write(text);
    }

    private static string? ReadText(BinaryReader from) => from.ReadBoolean() ? from.ReadString() : null;

    private static void Write(BinaryWriter to, int? number)
    {
        to.Write(number.HasValue);
        if (number is { } value)
            to.Write(value);
    }

    private static int? ReadNumber(BinaryReader from) => from.ReadBoolean() ? from.ReadInt32() : null;

    private static void Write<T>(BinaryWriter to, ValueList<T> items, Action<T> write)
    {
        to.Write7BitEncodedInt(items.Count);
        foreach (var item in items)
            write(item);
    }

    private static ValueList<T> ReadList<T>(BinaryReader from, Func<T> read)
    {
        var items = new T[from.Read7BitEncodedInt()];
        for (var i = 0; i < items.Length; i++)
            items[i] = read();
        return items.Length == 0 ? [] : new(items);
    }
}
