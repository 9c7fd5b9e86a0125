using Levee.Core.Diff.Columns;
using Levee.Core.Plan;
using Levee.Core.Schema;

namespace Levee.Core.Diff;

/// <summary>
/// PostgreSQL keeps what a default, a type, an operator class or a predicate means, and prints it in its own words. Where the
/// words of a schema file differ from the printed ones, this says what to ask a server, and takes the answers into the schema.
/// </summary>
public static class Spellings
{
    /// <summary>What has to be asked before the schemas can be compared. Empty where the schema before is no catalog, and where
    /// the words alone say enough.</summary>
    public static ValueList<SpellingQuestion> Find(Pair<DatabaseSchema> schemas) =>
        schemas.Before.Origin == SchemaOrigin.File
            ? []
            : new TablePairs(schemas)
                .Pairs.SelectMany(pair => OfColumns(pair).Concat(OfIndexes(pair, schemas)))
                .ToValueList();

    /// <summary>The schema with what the server said about it.</summary>
    /// <param name="stored">The tables that the questions made, by <see cref="SpellingQuestion.NameOf"/>; one that is missing
    /// could not be made.</param>
    public static DatabaseSchema Apply(
        DatabaseSchema schema,
        ValueList<SpellingQuestion> questions,
        ValueList<Table> stored
    )
    {
        var answers = stored.ToDictionary(table => table.Name.Name);
        var columns = new Dictionary<(ObjectName, string), Column>();
        var indexes = new Dictionary<(ObjectName, string), TableIndex>();
        for (var place = 0; place < questions.Count; place++)
        {
            if (!answers.TryGetValue(SpellingQuestion.NameOf(place), out var answer))
                continue;
            switch (questions[place])
            {
                case SpellingQuestion.OfColumn(var table, var written) when answer.Columns is [var column]:
                    columns[(table, written.Name)] = column;
                    break;
                case SpellingQuestion.OfIndex(var table, _, var written) when answer.Indexes is [var index]:
                    indexes[(table, written.Name)] = index;
                    break;
            }
        }
        return columns.Count + indexes.Count == 0
            ? schema
            : schema with
            {
                Tables = schema.Tables.Select(table => Apply(table, columns, indexes)).ToValueList(),
            };
    }

    private static Table Apply(
        Table table,
        Dictionary<(ObjectName, string), Column> columns,
        Dictionary<(ObjectName, string), TableIndex> indexes
    ) =>
        table with
        {
            Columns = table
                .Columns.Select(column =>
                    columns.TryGetValue((table.Name, column.Name), out var stored)
                        ? column with
                        {
                            Stored = stored,
                        }
                        : column
                )
                .ToValueList(),
            Indexes = table
                .Indexes.Select(index =>
                    indexes.TryGetValue((table.Name, index.Name), out var stored)
                        ? index with
                        {
                            Stored = stored,
                        }
                        : index
                )
                .ToValueList(),
        };

    private static IEnumerable<SpellingQuestion> OfColumns(TablePair pair) =>
        from change in pair.Columns
        where IsDoubtful(change)
        select new SpellingQuestion.OfColumn(pair.Tables.After.Name, change.Column.After);

    private static bool IsDoubtful(ColumnChange change)
    {
        var (before, after) = change.Column;
        const ColumnFlags OfType = ColumnFlags.Type | ColumnFlags.Arity;
        if (before.IsGenerated)
            return false;
        if (after.Type is ColumnType.Unsupported && (change.Flags & OfType) != ColumnFlags.None)
            return true;
        return change.Cast == TypeCast.None
            && change.Flags.HasFlag(ColumnFlags.Default)
            && (before.Default, after.Default) switch
            {
                (_, DefaultValue.Expression) => true,
                (DefaultValue.Expression, DefaultValue.Value or DefaultValue.Now) => true,
                (
                    DefaultValue.Value { Literal: LiteralValue.List },
                    DefaultValue.Value { Literal: LiteralValue.List }
                ) => true,
                // Two plain constants that differ.
                _ => false,
            };
    }

    private static IEnumerable<SpellingQuestion> OfIndexes(TablePair pair, Pair<DatabaseSchema> schemas)
    {
        var differ = new IndexDiffer(pair, schemas.After.ComparesPredicates, MigrationPlan.StyleOf(schemas));
        return from index in differ.Doubtful
            select new SpellingQuestion.OfIndex(pair.Tables.After.Name, ColumnsOf(pair), index);
    }

    private static ValueList<Column> ColumnsOf(TablePair pair) =>
        pair.Tables.After.Columns.Select(column => pair.Find(column.Name)?.Column.Before ?? column).ToValueList();
}
