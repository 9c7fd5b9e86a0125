using Levee.Core.Schema;
using Npgsql;

namespace Levee.Cli.Postgres;

public static class CatalogReader
{
    public static Task<DatabaseSchema> ReadAsync(
        NpgsqlConnection connection,
        DatabaseSchema like,
        CancellationToken cancel
    ) => throw new NotSupportedException();
}
