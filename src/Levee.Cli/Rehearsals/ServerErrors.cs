using Levee.Core.Rehearsals;
using Npgsql;

namespace Levee.Cli.Rehearsals;

internal static class ServerErrors
{
    public static SqlError Of(PostgresException error) =>
        new(error.SqlState, error.MessageText)
        {
            Schema = error.SchemaName,
            Table = error.TableName,
            Column = error.ColumnName,
            Routine = error.Routine,
        };
}
