using Levee.Core.Effects;
using Levee.Core.Sql;

namespace Levee.Core.Canaries;

/// <summary>The foreign keys that a script puts on tables that are there already: rows that hold to them let it run through.</summary>
public static class PromisedKeys
{
    /// <returns>Nothing where the script may itself mend the rows that are in its way: only such rows show that.</returns>
    public static ValueList<SeenConstraint> Of(DatabaseSnapshot database, SqlScript script)
    {
        var keys = new List<SeenConstraint>();
        foreach (var statement in script.Statements)
        {
            var text = statement.Text;
            var tokens = SqlLexer.ReadCode(text);
            if (tokens.Count == 0)
                continue;
            if (!OnlyDefines(text, tokens))
                return [];
            if (tokens[0].Is(text, "ALTER"))
                keys.AddRange(new Reader(database, text, tokens).Keys(keys.Count));
        }
        return keys.ToValueList();
    }

    private static bool OnlyDefines(string text, List<SqlToken> tokens) =>
        tokens[0].Is(text, "ALTER")
        || tokens[0].Is(text, "COMMENT")
        || tokens[0].Is(text, "BEGIN")
        || tokens[0].Is(text, "COMMIT")
        || (tokens[0].Is(text, "DROP") && !tokens.Exists(token => token.Is(text, "OWNED")))
        || (
            tokens[0].Is(text, "CREATE")
            && !tokens
                .Take(5)
                .Any(token =>
                    token.Is(text, "FUNCTION")
                    || token.Is(text, "PROCEDURE")
                    || token.Is(text, "TRIGGER")
                    || token.Is(text, "RULE")
                    || token.Is(text, "AS")
                )
        );

    /// <summary>One ALTER TABLE.</summary>
    private sealed class Reader(DatabaseSnapshot database, string text, List<SqlToken> tokens)
    {
        private int _at;

        /// <param name="known">How many were found before: their numbers are taken.</param>
        public IEnumerable<SeenConstraint> Keys(int known)
        {
            _at = 1;
            if (!Skip("TABLE"))
                yield break;
            _ = Skip("IF") && Skip("EXISTS");
            Skip("ONLY");
            if (FindTable() is not { } table)
                yield break;
            for (; _at + 1 < tokens.Count; _at++)
            {
                if (!tokens[_at].Is(text, "FOREIGN") || !tokens[_at + 1].Is(text, "KEY"))
                    continue;
                _at += 2;
                var columns = Columns(table);
                if (!Skip("REFERENCES") || FindTable() is not { } target)
                    yield break;
                var targets = Columns(target);
                if (targets.Count == 0)
                    targets =
                        database
                            .Constraints.FirstOrDefault(key =>
                                key.Kind == ConstraintKind.PrimaryKey && key.Table == target.Oid
                            )
                            ?.Keys
                        ?? [];
                // No oid of a database is below zero.
                if (columns.Count > 0 && columns.Count == targets.Count)
                    yield return new(
                        -1 - known++,
                        "",
                        ConstraintKind.ForeignKey,
                        table.Oid,
                        0,
                        columns,
                        target.Oid,
                        targets,
                        "",
                        true,
                        true,
                        0,
                        ""
                    );
            }
        }

        private bool Skip(string keyword)
        {
            if (_at >= tokens.Count || !tokens[_at].Is(text, keyword))
                return false;
            _at++;
            return true;
        }

        private SeenTable? FindTable()
        {
            if (Name() is not { } name)
                return null;
            if (_at >= tokens.Count || tokens[_at].Kind != SqlTokenKind.Dot)
                return database.Tables.FirstOrDefault(table => table.Name == name);
            _at++;
            return Name() is { } own
                ? database.Tables.FirstOrDefault(table => table.Schema == name && table.Name == own)
                : null;
        }

        /// <summary>The columns in brackets; none where there are no brackets, or one is not of the table.</summary>
        private ValueList<int> Columns(SeenTable table)
        {
            var numbers = new List<int>();
            if (_at >= tokens.Count || tokens[_at].Kind != SqlTokenKind.LeftParenthesis)
                return [];
            for (_at++; Name() is { } name; _at++)
            {
                if (table.FindColumn(name) is not { } column)
                    return [];
                numbers.Add(column.Number);
                if (_at >= tokens.Count || tokens[_at].Kind != SqlTokenKind.Comma)
                    break;
            }
            _at++;
            return numbers.ToValueList();
        }

        private string? Name() => _at < tokens.Count && tokens[_at].IsName ? tokens[_at++].ValueIn(text) : null;
    }
}
