using Levee.Core.Effects;
using Levee.Core.Sql;

namespace Levee.Core.Statements;

/// <summary>The lock that a statement takes on a table that it names, as PostgreSQL's documentation has it. A file that runs statement
/// by statement holds none when somebody looks.</summary>
/// <param name="Schema">Null where it is not written.</param>
/// <param name="IsIndex">Whether the name is that of an index of the table.</param>
public sealed record WrittenLock(string? Schema, string Name, bool IsIndex, LockMode Mode)
{
    /// <returns>Null for a statement that takes none, or that is not known.</returns>
    public static WrittenLock? Of(string statement)
    {
        if (
            StatementShape.FirstWords(statement, 1)
            is not ["ALTER" or "CREATE" or "DROP" or "TRUNCATE" or "REINDEX" or "CLUSTER"]
        )
            return null;
        var cursor = new SqlCursor(statement);
        if (cursor.Skip("ALTER"))
            return cursor.Skip("TABLE") && Named(cursor) is var (schema, table)
                ? new(schema, table, false, OfAlter(cursor))
                : null;
        if (cursor.Skip("CREATE"))
            return OfCreate(cursor);
        if (cursor.Skip("DROP"))
        {
            var isIndex = cursor.Skip("INDEX");
            if (!isIndex && !cursor.Skip("TABLE"))
                return null;
            var mode = cursor.Skip("CONCURRENTLY") ? LockMode.ShareUpdateExclusive : LockMode.AccessExclusive;
            return Named(cursor) is var (schemaOf, dropped) ? new(schemaOf, dropped, isIndex, mode) : null;
        }
        if (cursor.Skip("TRUNCATE"))
        {
            cursor.Skip("TABLE");
            return Named(cursor) is var (schemaOf, emptied)
                ? new(schemaOf, emptied, false, LockMode.AccessExclusive)
                : null;
        }
        return null;
    }

    private static WrittenLock? OfCreate(SqlCursor cursor)
    {
        cursor.Skip("UNIQUE");
        if (!cursor.Skip("INDEX"))
            return null;
        var mode = cursor.Skip("CONCURRENTLY") ? LockMode.ShareUpdateExclusive : LockMode.Share;
        cursor.TakeUntil("ON");
        return cursor.Skip("ON") && Named(cursor) is var (schema, table) ? new(schema, table, false, mode) : null;
    }

    // The strongest of its actions counts; those that others may go on beside are few.
    private static LockMode OfAlter(SqlCursor cursor)
    {
        var mode = LockMode.ShareUpdateExclusive;
        foreach (var (from, to) in cursor.Split(cursor.At, cursor.End, i => cursor[i].Kind == SqlTokenKind.Comma))
        {
            var action = OfAction(cursor.Slice(from, to));
            mode = action > mode ? action : mode;
        }
        return mode;
    }

    private static LockMode OfAction(SqlCursor action)
    {
        if (action.Is("VALIDATE") || action.Is("ATTACH") || action.Is("CLUSTER"))
            return LockMode.ShareUpdateExclusive;
        if (action.Is("ENABLE") || action.Is("DISABLE"))
            return LockMode.ShareRowExclusive;
        if (!action.Is("ADD"))
            return LockMode.AccessExclusive;
        for (var i = action.At; i + 1 < action.End; i++)
        {
            if (action.IsAt(i, "FOREIGN") && action.IsAt(i + 1, "KEY"))
                return LockMode.ShareRowExclusive;
        }
        return LockMode.AccessExclusive;
    }

    private static (string? Schema, string Name)? Named(SqlCursor cursor)
    {
        if (cursor.Skip("IF"))
            cursor.Skip("EXISTS");
        cursor.Skip("ONLY");
        return cursor.TakeQualifiedName();
    }
}
