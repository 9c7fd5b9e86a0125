namespace Levee.Core.Statements;

/// <summary>What widely used extensions bring along, by their documentation: enough to name the one that is missing.</summary>
public static class KnownExtensions
{
    private sealed record Known(string Name, string Package, string Objects);

    // Functions, types, operator classes and access methods that no other extension has.
    private static readonly Known[] All =
    [
        new(
            "uuid-ossp",
            Contrib,
            "uuid_generate_v1 uuid_generate_v1mc uuid_generate_v3 uuid_generate_v4 uuid_generate_v5 uuid_nil"
        ),
        new(
            "pgcrypto",
            Contrib,
            "crypt gen_salt digest hmac gen_random_bytes pgp_sym_encrypt pgp_sym_decrypt pgp_sym_encrypt_bytea "
                + "pgp_sym_decrypt_bytea pgp_pub_encrypt pgp_pub_decrypt pgp_key_id armor dearmor"
        ),
        new(
            "pg_trgm",
            Contrib,
            "gin_trgm_ops gist_trgm_ops similarity show_trgm word_similarity strict_word_similarity set_limit"
        ),
        new("citext", Contrib, "citext citext_ops"),
        new("hstore", Contrib, "hstore gin_hstore_ops gist_hstore_ops hstore_to_json hstore_to_jsonb akeys avals"),
        new("ltree", Contrib, "ltree lquery ltxtquery gist_ltree_ops gin_ltree_ops nlevel subpath subltree"),
        new("cube", Contrib, "cube gist_cube_ops cube_distance"),
        new("earthdistance", Contrib, "earth ll_to_earth earth_distance earth_box"),
        new("intarray", Contrib, "gin__int_ops gist__int_ops gist__intbig_ops icount intset query_int"),
        new("unaccent", Contrib, "unaccent"),
        new("fuzzystrmatch", Contrib, "levenshtein soundex metaphone dmetaphone daitch_mokotoff"),
        new("tablefunc", Contrib, "crosstab normal_rand connectby"),
        new("isn", Contrib, "isbn isbn13 issn ean13 upc"),
        new("moddatetime", Contrib, "moddatetime"),
        new("btree_gin", Contrib, ""),
        new("btree_gist", Contrib, ""),
        new("bloom", Contrib, ""),
        new("postgres_fdw", Contrib, ""),
        new("dblink", Contrib, "dblink dblink_connect dblink_exec"),
        new("pg_stat_statements", Contrib, "pg_stat_statements pg_stat_statements_reset"),
        new(
            "vector",
            "postgresql-{0}-pgvector",
            "vector halfvec sparsevec vector_l2_ops vector_ip_ops vector_cosine_ops vector_l1_ops halfvec_l2_ops "
                + "halfvec_ip_ops halfvec_cosine_ops halfvec_l1_ops sparsevec_l2_ops sparsevec_ip_ops sparsevec_cosine_ops "
                + "sparsevec_l1_ops bit_hamming_ops bit_jaccard_ops cosine_distance l2_distance inner_product hnsw ivfflat"
        ),
        new(
            "postgis",
            "postgresql-{0}-postgis-3",
            "geometry geography box2d box3d st_point st_makepoint st_setsrid st_distance st_dwithin st_intersects "
                + "st_geomfromtext st_contains st_transform st_asgeojson gist_geometry_ops_2d gist_geometry_ops_nd"
        ),
        new("postgis_topology", "postgresql-{0}-postgis-3", "topogeometry"),
        new("timescaledb", "timescaledb-2-postgresql-{0}", "create_hypertable time_bucket add_retention_policy"),
        new("pg_cron", "postgresql-{0}-cron", ""),
        new("pg_partman", "postgresql-{0}-partman", "create_parent"),
        new("pgrouting", "postgresql-{0}-pgrouting", "pgr_dijkstra"),
        new("pg_uuidv7", "", "uuid_generate_v7"),
        new("pg_hashids", "", "id_encode id_decode"),
        new("pgmq", "", ""),
        new("pg_net", "", ""),
        new("pgjwt", "", ""),
        new("pgsodium", "", ""),
        new("supabase_vault", "", ""),
        new("pg_graphql", "", ""),
        new("rum", "postgresql-{0}-rum", "rum_tsvector_ops rum_tsvector_addon_ops"),
    ];

    // PostgreSQL's own, which some distributions keep in a package apart.
    private const string Contrib = "postgresql-contrib";

    private static readonly Dictionary<string, string> ByObject = All.SelectMany(known =>
            known.Objects.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(name => (name, known.Name))
        )
        .ToDictionary(item => item.name, item => item.Name, StringComparer.Ordinal);

    /// <summary>The extension that has a function, type, operator class or access method of this name; null where none is known
    /// to.</summary>
    /// <param name="name">Without a schema, as the catalog knows it.</param>
    public static string? Of(string name) =>
        ByObject.GetValueOrDefault(name)
        // PostGIS has hundreds of them.
        ?? (name.StartsWith("st_", StringComparison.Ordinal) ? "postgis" : null);

    /// <summary>The extension that lets an access method index PostgreSQL's own scalar types; null where none does.</summary>
    public static string? ForScalars(string accessMethod) =>
        accessMethod switch
        {
            "gin" => "btree_gin",
            "gist" => "btree_gist",
            _ => null,
        };

    /// <summary>What Debian and Ubuntu call the package of an extension; null where there is none, or none is known.</summary>
    /// <param name="major">The server's major version.</param>
    public static string? PackageOf(string extension, int major) =>
        Array.Find(All, known => known.Name == extension) is { Package.Length: > 0 } found
            ? found.Package.Replace("{0}", $"{major}", StringComparison.Ordinal)
            : null;
}
