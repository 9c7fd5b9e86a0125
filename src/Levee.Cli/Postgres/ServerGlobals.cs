using Levee.Core;
using Levee.Core.Sql;
using Npgsql;

namespace Levee.Cli.Postgres;

/// <summary>What belongs to a server and to none of its databases: roles, memberships, settings, tablespaces.</summary>
/// <param name="Value">A digest of it.</param>
internal sealed record ServerGlobals(string Value, ValueList<string> Roles)
{
    public const string Digest = """
        SELECT md5(
            -- The migrator comes with the first rehearsal, and is no trace of it as long as he has no other right.
            coalesce((SELECT string_agg(r::text, '|' ORDER BY r.rolname) FROM pg_catalog.pg_authid r
                WHERE r.rolname <> 'levee_migrator' OR r.rolsuper OR r.rolcreaterole OR r.rolcreatedb OR r.rolreplication
                    OR NOT r.rolcanlogin OR NOT r.rolbypassrls OR r.rolpassword IS NOT NULL OR r.rolconnlimit <> -1
                    OR r.rolvaliduntil IS NOT NULL), '')
            || coalesce((SELECT string_agg(m::text, '|' ORDER BY m::text) FROM pg_catalog.pg_auth_members m), '')
            || coalesce((SELECT string_agg(t::text, '|' ORDER BY t.oid) FROM pg_catalog.pg_tablespace t), '')
            || coalesce((SELECT string_agg(s::text, '|' ORDER BY s::text)
                FROM pg_catalog.pg_db_role_setting s
                WHERE s.setdatabase NOT IN (SELECT d.oid FROM pg_catalog.pg_database d WHERE starts_with(d.datname::text, 'levee_'))), '')
        )
        """;

    public static async Task<ServerGlobals> ReadAsync(PostgresServer server, CancellationToken cancel)
    {
        var rows = await server.QueryAsync(
            $"SELECT rolname::text, '' FROM pg_catalog.pg_roles UNION ALL SELECT '', ({Digest})",
            cancel
        );
        return new(
            rows.Single(row => row.Name.Length == 0).Value,
            rows.Where(row => row.Name.Length > 0).Select(row => row.Name).ToValueList()
        );
    }

    /// <returns>Whether everything is as it was.</returns>
    public async Task<bool> RestoreAsync(PostgresServer server, CancellationToken cancel)
    {
        var now = await ReadAsync(server, cancel);
        if (now.Value == Value)
            return true;
        try
        {
            foreach (
                var role in now
                    .Roles.Except(Roles, StringComparer.Ordinal)
                    .Where(role => role != PostgresServer.Migrator)
            )
                await server.ExecuteAsync($"DROP ROLE IF EXISTS {Identifier.Quote(role)}", cancel);
        }
        catch (PostgresException)
        {
            return false; // another database depends on it
        }
        return (await ReadAsync(server, cancel)).Value == Value;
    }
}
