using Levee.Core.Schema;

namespace Levee.Core.Plan;

/// <summary>
/// One step of a migration, as data. The kinds are declared in the order in which a script applies them
/// (<c>StepOrder</c>): what is renamed first, then types before the columns that use them, then what stands in the
/// way of a change, then the change, then what leans on it. Tables, columns and indexes named "before" are as the earlier
/// steps left them.
/// </summary>
public abstract record MigrationStep
{
    private MigrationStep() { }

    /// <summary>Asked for by the caller; Prisma knows no renames. Everything after it speaks of the new name.</summary>
    public sealed record RenameTable(Pair<ObjectName> Name) : MigrationStep;

    /// <param name="Table">The table's name after its own renaming.</param>
    public sealed record RenameColumn(ObjectName Table, Pair<string> Name) : MigrationStep;

    public sealed record RenameEnum(Pair<ObjectName> Name) : MigrationStep;

    /// <param name="Enum">The type's name after its own renaming.</param>
    public sealed record RenameEnumValue(ObjectName Enum, Pair<string> Value) : MigrationStep;

    public sealed record CreateSchema(string Name) : MigrationStep;

    /// <summary>Only where neither side can be moved: dropped and created again.</summary>
    public sealed record DropExtension(Extension Extension) : MigrationStep;

    public sealed record CreateExtension(Extension Extension) : MigrationStep;

    public sealed record AlterExtension(Pair<Extension> Extension) : MigrationStep;

    public sealed record CreateEnum(EnumType Enum) : MigrationStep;

    /// <param name="Added">In the order of the type after.</param>
    /// <param name="Removed">In the order of the type before. Where there is one, the type is rebuilt.</param>
    /// <param name="Users">The columns that a rebuilt type meets, in the order in which they are changed.</param>
    /// <param name="Defaults">The defaults in the way of a rebuild.</param>
    public sealed record AlterEnum(
        Pair<EnumType> Enum,
        ValueList<string> Added,
        ValueList<string> Removed,
        ValueList<EnumUser> Users,
        ValueList<EnumDefault> Defaults
    ) : MigrationStep;

    public sealed record DropForeignKey(Table On, ForeignKey Key) : MigrationStep;

    // Before AlterTable: PostgreSQL would drop it with its column, and its statement would then fail.
    public sealed record DropIndex(Table On, TableIndex Index) : MigrationStep;

    public sealed record AlterTable(Pair<Table> Table, ValueList<TableChange> Changes) : MigrationStep;

    public sealed record DropTable(Table Table) : MigrationStep;

    // After the tables and columns that used it.
    public sealed record DropEnum(EnumType Enum) : MigrationStep;

    public sealed record CreateTable(Table Table) : MigrationStep;

    /// <param name="On">The table after.</param>
    /// <param name="Before">The same table before; null where it is new. Indexes of new tables come first.</param>
    public sealed record CreateIndex(Table On, TableIndex Index, Table? Before) : MigrationStep;

    public sealed record RenameForeignKey(Pair<Table> On, Pair<ForeignKey> Key) : MigrationStep;

    // After CreateIndex: the target may have gained the unique index that the key needs.
    public sealed record AddForeignKey(Table On, ForeignKey Key) : MigrationStep;

    public sealed record RenameIndex(Pair<Table> On, Pair<TableIndex> Index) : MigrationStep;
}

/// <summary>A column whose type is an enum that is being rebuilt.</summary>
/// <param name="Fate">What becomes of it in the rebuild.</param>
public sealed record EnumUser(ObjectName Table, string Column, Arity Arity, EnumUserFate Fate);

public enum EnumUserFate
{
    /// <summary>It takes the rebuilt type.</summary>
    Kept,

    /// <summary>A later step drops it; until then it must let go of the old type.</summary>
    Leaving,
}

/// <summary>A default that a rebuild of its enum takes off.</summary>
/// <param name="Restored">What is put back afterwards, as the schema after has it; null where it stays off.</param>
public sealed record EnumDefault(Pair<ObjectName> Table, string Column, Column? Restored);

/// <summary>One clause of an <see cref="MigrationStep.AlterTable"/>, declared in the order of the clauses.</summary>
public abstract record TableChange
{
    private TableChange() { }

    public sealed record DropPrimaryKey(PrimaryKey Key) : TableChange;

    public sealed record RenamePrimaryKey(Pair<PrimaryKey> Key) : TableChange;

    public sealed record DropColumn(Column Column) : TableChange;

    public sealed record AddColumn(Column Column) : TableChange;

    /// <param name="Flags">What differs.</param>
    /// <param name="Cast">Never <see cref="TypeCast.Impossible"/>: that is <see cref="RecreateColumn"/>.</param>
    public sealed record AlterColumn(Pair<Column> Column, ColumnFlags Flags, TypeCast Cast) : TableChange;

    /// <summary>Drops the column with its values and adds it anew: no cast leads from the old type to the new one.</summary>
    public sealed record RecreateColumn(Pair<Column> Column) : TableChange;

    public sealed record AddPrimaryKey(PrimaryKey Key) : TableChange;
}

[Flags]
public enum ColumnFlags
{
    None = 0,
    Arity = 1,
    Default = 2,
    Type = 4,
    AutoIncrement = 8,
}

/// <summary>What becomes of a column's values when its type changes.</summary>
public enum TypeCast
{
    /// <summary>The type is the same.</summary>
    None,

    /// <summary>Every value survives.</summary>
    Safe,

    /// <summary>Values may be cut, rounded or refused.</summary>
    Risky,

    /// <summary>No cast: the column is dropped and added again.</summary>
    Impossible,
}
