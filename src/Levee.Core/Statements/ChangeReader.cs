using Levee.Core.Sql;

namespace Levee.Core.Statements;

/// <summary>Reads changes of rows from their verb to their end.</summary>
internal sealed class ChangeReader
{
    private readonly SqlCursor _cursor;

    private ChangeReader(SqlCursor cursor) => _cursor = cursor;

    public static ValueList<ChangeText> ReadAll(string statement)
    {
        var whole = new SqlCursor(statement);
        var found = new List<ChangeText>();
        for (var i = 0; i + 1 < whole.End; i++)
        {
            if (
                KindAt(whole, i) is { } kind
                && new ChangeReader(whole.Slice(i, EndOf(whole, i))).Read(kind) is { } change
            )
                found.Add(change);
        }
        return found.ToValueList();
    }

    private static RowChangeKind? KindAt(SqlCursor at, int i)
    {
        // ON DELETE, FOR UPDATE, DO UPDATE SET, BEFORE UPDATE OF: no statements of their own.
        string[] before = ["ON", "FOR", "KEY", "DO", "BEFORE", "AFTER", "OR", "OF", "THEN", "INSTEAD"];
        if (i > 0 && before.Any(word => at.IsAt(i - 1, word)))
            return null;
        return at.IsAt(i, "DELETE") && at.IsAt(i + 1, "FROM") ? RowChangeKind.Delete
            : at.IsAt(i, "UPDATE") && at[i + 1].IsName && !at.IsAt(i + 1, "SET") ? RowChangeKind.Update
            : at.IsAt(i, "MERGE") && at.IsAt(i + 1, "INTO") ? RowChangeKind.Merge
            : at.IsAt(i, "INSERT") && at.IsAt(i + 1, "INTO") ? RowChangeKind.Upsert
            : null;
    }

    private static int EndOf(SqlCursor at, int from)
    {
        for (var (i, depth) = (from, 0); i < at.End; i++)
        {
            depth += at[i].Nesting;
            if (depth < 0 || (depth == 0 && at[i].Kind == SqlTokenKind.Semicolon))
                return i;
        }
        return at.End;
    }

    private ChangeText? Read(RowChangeKind kind)
    {
        _cursor.Skip(
            kind == RowChangeKind.Update ? "UPDATE"
            : kind == RowChangeKind.Delete ? "DELETE"
            : kind == RowChangeKind.Merge ? "MERGE"
            : "INSERT"
        );
        if (kind != RowChangeKind.Update)
            _cursor.Skip(kind == RowChangeKind.Delete ? "FROM" : "INTO");
        _cursor.Skip("ONLY");
        if (_cursor.TakeQualifiedName() is not var (schema, table))
            return null;
        if (_cursor.IsText("*"))
            _cursor.Skip(SqlTokenKind.Operator);
        var alias = Alias() ?? table;
        var read = new ChangeText(kind, schema, table, alias, false, []);
        return kind switch
        {
            RowChangeKind.Delete => ReadRest(read, "USING"),
            RowChangeKind.Update => ReadUpdate(read),
            RowChangeKind.Merge => ReadMerge(read),
            RowChangeKind.Upsert => ReadInsert(read),
        };
    }

    private static readonly string[] Next =
    [
        "SET",
        "USING",
        "WHERE",
        "ON",
        "FROM",
        "RETURNING",
        "VALUES",
        "SELECT",
        "DEFAULT",
        "OVERRIDING",
        "WITH",
    ];

    private string? Alias()
    {
        if (_cursor.Skip("AS"))
            return _cursor.TakeName();
        return Next.Any(_cursor.Is) ? null : _cursor.TakeName();
    }

    private ChangeText ReadUpdate(ChangeText read)
    {
        if (!_cursor.Skip("SET"))
            return read;
        var (from, to) = _cursor.TakeUntil("FROM", "WHERE", "RETURNING");
        return ReadAssignments(read.Alias, from, to) is { } assignments
            ? ReadRest(read with { Assignments = assignments }, "FROM")
            : read;
    }

    /// <returns>Null where one was not understood.</returns>
    private ValueList<Assignment>? ReadAssignments(string alias, int from, int to)
    {
        var assignments = new List<Assignment>();
        foreach (var (first, last) in _cursor.Split(from, to, i => _cursor[i].Kind == SqlTokenKind.Comma))
        {
            var part = _cursor.Slice(first, last);
            if (part.IsKind(SqlTokenKind.LeftParenthesis))
            {
                if (ReadRow(alias, first, last) is not { } row)
                    return null;
                assignments.AddRange(row);
                continue;
            }
            if (part.TakeName() is not { } column || !part.IsText("="))
                return null;
            part.Skip(SqlTokenKind.Operator);
            assignments.Add(new(column, KeptValue.Is(part, alias, column)));
        }
        return assignments.ToValueList();
    }

    // (a, b) = (x, y), = ROW (x, y), = (SELECT …)
    private List<Assignment>? ReadRow(string alias, int from, int to)
    {
        var close = _cursor.Closing(from, to);
        var columns = new List<string>();
        foreach (var (first, last) in _cursor.Split(from + 1, close, i => _cursor[i].Kind == SqlTokenKind.Comma))
        {
            if (last - first != 1 || !_cursor[first].IsName)
                return null;
            columns.Add(_cursor[first].ValueIn(_cursor.Text));
        }
        var part = _cursor.Slice(close + 1, to);
        if (!part.IsText("="))
            return null;
        part.Skip(SqlTokenKind.Operator);
        part.Skip("ROW");
        if (!part.IsKind(SqlTokenKind.LeftParenthesis) || _cursor.Closing(part.At, to) != to - 1)
            return null;
        var values = _cursor.Split(part.At + 1, to - 1, i => _cursor[i].Kind == SqlTokenKind.Comma);
        return values.Count == columns.Count
            ?
            [
                .. columns.Zip(
                    values,
                    (column, value) =>
                        new Assignment(column, KeptValue.Is(_cursor.Slice(value.From, value.To), alias, column))
                ),
            ]
            : columns.ConvertAll(column => new Assignment(column, KeepsValue: false));
    }

    // [USING | FROM …] [WHERE …] [RETURNING …]
    private ChangeText ReadRest(ChangeText read, string join)
    {
        if (_cursor.Skip(join))
        {
            var (from, to) = _cursor.TakeUntil("WHERE", "RETURNING");
            read = read with { IsJoined = true, Joined = JoinedWith(from, to) };
        }
        if (_cursor.Skip("WHERE"))
        {
            var (from, to) = _cursor.TakeUntil("RETURNING");
            read = read with { Where = Ways(from, to), WhereText = TextOf(from, to) };
        }
        if (_cursor.Skip("RETURNING"))
            _cursor.TakeUntil();
        return read with { IsWhole = _cursor.IsAtEnd };
    }

    private JoinedTable? JoinedWith(int from, int to)
    {
        var part = _cursor.Slice(from, to);
        if (part.TakeQualifiedName() is not var (schema, table))
            return null;
        part.Skip("AS");
        part.TakeName();
        return part.IsAtEnd ? new(schema, table) : null;
    }

    private ChangeText ReadInsert(ChangeText read)
    {
        _cursor.TakeUntil("ON", "RETURNING");
        // ON of a join in its SELECT is not the one of ON CONFLICT.
        while (_cursor.Is("ON") && !_cursor.IsAt(_cursor.At + 1, "CONFLICT"))
        {
            _cursor.Skip("ON");
            _cursor.TakeUntil("ON", "RETURNING");
        }
        if (!_cursor.Is("ON"))
        {
            _cursor.TakeUntil();
            return read with { IsWhole = true };
        }
        _cursor.Skip("ON");
        _cursor.TakeUntil("DO");
        if (!_cursor.Skip("DO"))
            return read;
        if (_cursor.Skip("NOTHING"))
            return read with { IsWhole = _cursor.IsAtEnd || _cursor.Is("RETURNING") };
        if (!_cursor.Skip("UPDATE") || !_cursor.Skip("SET"))
            return read;
        var (from, to) = _cursor.TakeUntil("WHERE", "RETURNING");
        return ReadAssignments(read.Alias, from, to) is { } assignments
            ? ReadRest(read with { Assignments = assignments }, "")
            : read;
    }

    private ChangeText ReadMerge(ChangeText read)
    {
        var actions = new List<MergeChange>();
        _cursor.TakeUntil("WHEN");
        while (_cursor.Skip("WHEN"))
        {
            if (ReadAction(read.Alias) is not { } action)
                return read;
            actions.Add(action);
        }
        if (_cursor.Skip("RETURNING"))
            _cursor.TakeUntil();
        return read with { IsWhole = actions.Count > 0 && _cursor.IsAtEnd, Actions = actions.ToValueList() };
    }

    // [NOT] MATCHED [BY SOURCE | BY TARGET] [AND …] THEN …
    private MergeChange? ReadAction(string alias)
    {
        _cursor.Skip("NOT");
        if (!_cursor.Skip("MATCHED") || (_cursor.Skip("BY") && !_cursor.Skip("SOURCE") && !_cursor.Skip("TARGET")))
            return null;
        ValueList<ValueList<Condition>> where = [];
        if (_cursor.Skip("AND"))
        {
            var (from, to) = _cursor.TakeUntil("THEN");
            where = Ways(from, to);
        }
        if (!_cursor.Skip("THEN"))
            return null;
        if (_cursor.Skip("DELETE"))
            return new(where, [], Deletes: true);
        if (_cursor.Skip("DO"))
            return _cursor.Skip("NOTHING") ? new(where, [], Deletes: false) : null;
        var isInsert = _cursor.Skip("INSERT");
        if (!isInsert && (!_cursor.Skip("UPDATE") || !_cursor.Skip("SET")))
            return null;
        var (first, last) = _cursor.TakeUntil("WHEN", "RETURNING");
        if (isInsert)
            return new(where, [], Deletes: false);
        return ReadAssignments(alias, first, last) is { Count: > 0 } assignments
            ? new(where, assignments, Deletes: false)
            : null;
    }

    // A OR B AND C: two ways, the second one with two parts.
    private ValueList<ValueList<Condition>> Ways(int from, int to)
    {
        (from, to) = _cursor.Unwrap(from, to);
        return _cursor
            .Split(from, to, i => _cursor.IsAt(i, "OR"))
            .Select(way => Parts(way.From, way.To).ToValueList())
            .ToValueList();
    }

    private IEnumerable<Condition> Parts(int from, int to)
    {
        (from, to) = _cursor.Unwrap(from, to);
        // The AND of a BETWEEN joins no conditions.
        var between = false;
        foreach (var (first, last) in _cursor.Split(from, to, IsAnd))
        {
            var (start, end) = _cursor.Unwrap(first, last);
            yield return PartOf(start, end);
        }

        bool IsAnd(int i)
        {
            if (_cursor.IsAt(i, "BETWEEN"))
                between = true;
            if (!_cursor.IsAt(i, "AND"))
                return false;
            if (!between)
                return true;
            between = false;
            return false;
        }
    }

    private Condition PartOf(int from, int to)
    {
        var part = _cursor.Slice(from, to);
        if (part.TakeQualifiedName() is var (owner, name) && part.Skip("IS") && part.Skip("NULL") && part.IsAtEnd)
            return new(owner, name);
        return new(null, null)
        {
            IsFalse = _cursor.IsAt(from, "false") && to == from + 1,
            IsNeverTrue = Contradiction.Is(_cursor.Slice(from, to)),
        };
    }

    private string TextOf(int from, int to) =>
        to <= from ? "" : _cursor.Text[_cursor[from].Span.Start.._cursor[to - 1].Span.End];
}
