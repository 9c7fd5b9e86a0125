using System.Text.RegularExpressions;

namespace Levee.Cli.Replay;

/// <summary>Which extension brings along what an SQL error misses.</summary>
internal static partial class MissingExtension
{
    // What people use in schemas, by the names in error messages: types, operator classes, functions.
    private static readonly (string Extension, Regex Names)[] Known =
    [
        ("pg_trgm", Trigrams()),
        ("vector", Vectors()),
        ("postgis", Places()),
        ("citext", Citext()),
        ("hstore", Hstore()),
        ("ltree", Ltree()),
        ("pgcrypto", Crypto()),
        ("uuid-ossp", Uuids()),
        ("unaccent", Unaccent()),
        ("btree_gin", Gin()),
        ("btree_gist", Gist()),
    ];

    /// <param name="message">PostgreSQL's, about something that does not exist.</param>
    /// <returns>Null where no extension is known to have it.</returns>
    public static string? Behind(string message) =>
        message.Contains("does not exist", StringComparison.Ordinal)
        || message.Contains("has no default operator class", StringComparison.Ordinal)
            ? Array.Find(Known, known => known.Names.IsMatch(message)).Extension
            : null;

    [GeneratedRegex(@"\bg(in|ist)_trgm_ops\b|\bfunction (word_)?similarity\(")]
    private static partial Regex Trigrams();

    [GeneratedRegex(
        """\b(vector|halfvec|sparsevec|bit)_(l1|l2|ip|cosine|hamming|jaccard)_ops\b"""
            + """|type "(public\.)?(vector|halfvec)"|method "(hnsw|ivfflat)["]"""
    )]
    private static partial Regex Vectors();

    [GeneratedRegex(@"type ""(public\.)?(geometry|geography)""|\bfunction st_\w+\(")]
    private static partial Regex Places();

    [GeneratedRegex(@"type ""(public\.)?citext""")]
    private static partial Regex Citext();

    [GeneratedRegex(@"type ""(public\.)?hstore""")]
    private static partial Regex Hstore();

    [GeneratedRegex(@"type ""(public\.)?(ltree|lquery)""|\bg(in|ist)_ltree_ops\b")]
    private static partial Regex Ltree();

    [GeneratedRegex(@"\bfunction (gen_random_bytes|gen_salt|crypt|digest|hmac|pgp_\w+)\(")]
    private static partial Regex Crypto();

    [GeneratedRegex(@"\bfunction uuid_generate_v\d\w*\(")]
    private static partial Regex Uuids();

    [GeneratedRegex(@"\bfunction unaccent\(")]
    private static partial Regex Unaccent();

    private const string Scalars =
        "(text|varchar|bpchar|int[248]|float[48]|numeric|timestamp|timestamptz|date|time|uuid|bool|inet|bytea)";

    [GeneratedRegex(
        $"""no default operator class for access method "gin"|class "{Scalars}_ops" does not exist for access method "gin["]"""
    )]
    private static partial Regex Gin();

    [GeneratedRegex(
        $"""no default operator class for access method "gist"|class "gist_{Scalars}_ops" does not exist"""
    )]
    private static partial Regex Gist();
}
