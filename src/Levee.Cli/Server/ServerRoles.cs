namespace Levee.Cli.Server;

/// <summary>
/// The roles of a private server. A stranger's SQL, and everything that may call a function, an operator or a trigger of his, runs as
/// an ordinary owner or with no more rights than one: there is nothing to be had by being called.
/// </summary>
internal static class ServerRoles
{
    /// <summary>Owns the database and all that is in it, and has no right beyond that. History and script run as this role.</summary>
    public const string Owner = "postgres";

    private const int FirstWithRoleThatReadsAll = 14;

    /// <summary>The statements that make them in a new cluster, as its superuser.</summary>
    public static IEnumerable<string> Making(ServerAccount account, int major)
    {
        var (owner, observer) = (Owner, account.Observer);
        yield return $"ALTER ROLE {account.SuperUser} PASSWORD '{account.Verifier}'";
        // A policy must not hide rows from the rehearsal that the real owner sees.
        yield return $"CREATE ROLE {owner} LOGIN BYPASSRLS CREATEDB PASSWORD '{account.Verifier}'";
        yield return $"CREATE ROLE {observer} LOGIN BYPASSRLS INHERIT IN ROLE {owner} PASSWORD '{account.Verifier}'";
        if (major >= FirstWithRoleThatReadsAll)
            yield return $"GRANT pg_read_all_data TO {observer}";
        yield return $"ALTER DATABASE postgres OWNER TO {owner}";
        yield return $"ALTER SCHEMA public OWNER TO {owner}";
        // Rows are planted without triggers and foreign keys, which else only a superuser may do. The procedure is named as the role
        // that may call it.
        yield return $"""
            CREATE PROCEDURE pg_catalog.{observer}(how pg_catalog.text) LANGUAGE sql SECURITY DEFINER
            SET search_path = pg_catalog
            AS 'SELECT pg_catalog.set_config(''session_replication_role'', $1, false)'
            """;
        yield return $"REVOKE ALL ON PROCEDURE pg_catalog.{observer}(pg_catalog.text) FROM PUBLIC";
        yield return $"GRANT EXECUTE ON PROCEDURE pg_catalog.{observer}(pg_catalog.text) TO {observer}";
    }
}
