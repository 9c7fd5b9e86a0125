using System.Globalization;
using Levee.Core.Diagnostics;
using Npgsql;

namespace Levee.Cli.Server;

/// <summary>A database's address as Prisma and libpq write it:
/// <c>postgresql://user:password@host:5432/name?sslmode=require</c>.</summary>
internal static class DatabaseUrl
{
    /// <summary>A session in which nothing can be written.</summary>
    /// <exception cref="LeveeException">It is no address of a PostgreSQL database.</exception>
    /// <exception cref="NpgsqlException">The server cannot be reached, or refuses the user.</exception>
    public static async Task<NpgsqlConnection> OpenReadOnlyAsync(string url, CancellationToken cancel)
    {
        var connection = new NpgsqlSlimDataSourceBuilder(Parse(url).ConnectionString)
            .EnableTransportSecurity()
            .Build()
            .CreateConnection();
        try
        {
            await connection.OpenAsync(cancel);
            await using var command = new NpgsqlCommand("SET default_transaction_read_only = on", connection);
            await command.ExecuteNonQueryAsync(cancel);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Host, port and name: no user, no password.</summary>
    public static string Describe(string url)
    {
        var parsed = Parse(url);
        return $"{parsed.Database} on {parsed.Host}:{parsed.Port}";
    }

    /// <summary>What is said where <see cref="OpenReadOnlyAsync"/>, or a question behind it, fails.</summary>
    public static LeveeException Unreachable(string url, NpgsqlException error) =>
        new(
            Diagnostic.Error("database-unreachable", $"{Describe(url)} cannot be read: {error.Message}") with
            {
                Help = ["see that the server runs, the address is right and the user may connect"],
            }
        );

    /// <exception cref="LeveeException">It is no address of a PostgreSQL database.</exception>
    internal static NpgsqlConnectionStringBuilder Parse(string url)
    {
        try
        {
            return Read(url);
        }
        catch (ArgumentException)
        {
            // The driver's: a NUL byte, a number out of its range.
            throw Wrong("a part of it is none that the address of a database may have");
        }
    }

    private static NpgsqlConnectionStringBuilder Read(string url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Scheme is not ("postgresql" or "postgres"))
            throw Wrong(
                "it must start with postgresql:// and may hold no blanks; other characters of a password are written as %40"
            );
        var user = uri.UserInfo.Split(':', 2);
        var builder = new NpgsqlConnectionStringBuilder
        {
            Host = Uri.UnescapeDataString(uri.Host),
            Port = uri.Port > 0 ? uri.Port : 5432,
            Database = Uri.UnescapeDataString(uri.AbsolutePath.TrimStart('/')),
            Username = user[0].Length > 0 ? Uri.UnescapeDataString(user[0]) : null,
            Password = user.Length > 1 ? Uri.UnescapeDataString(user[1]) : null,
            Pooling = false,
            ApplicationName = "levee",
        };
        foreach (var (name, value) in Parameters(uri))
            Take(builder, name, value);
        if (string.IsNullOrEmpty(builder.Database))
            throw Wrong("it names no database");
        return builder;
    }

    private static void Take(NpgsqlConnectionStringBuilder builder, string name, string value)
    {
        switch (name)
        {
            case "host":
                builder.Host = value;
                break;
            case "port":
                builder.Port = Number(name, value);
                break;
            case "schema":
                builder.SearchPath = value;
                break;
            case "connect_timeout":
                builder.Timeout = Number(name, value);
                break;
            case "sslmode":
                builder.SslMode = value switch
                {
                    "disable" => SslMode.Disable,
                    "allow" => SslMode.Allow,
                    "prefer" => SslMode.Prefer,
                    "require" => SslMode.Require,
                    "verify-ca" => SslMode.VerifyCA,
                    "verify-full" => SslMode.VerifyFull,
                    _ => throw Wrong("sslmode is none of PostgreSQL's modes"),
                };
                break;
            case "sslrootcert":
                builder.RootCertificate = value;
                break;
            // The rest is for Prisma's client: pool sizes, pgbouncer, caches.
        }
    }

    private static IEnumerable<(string Name, string Value)> Parameters(Uri uri) =>
        uri
            .Query.TrimStart('?')
            .Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Select(pair => pair.Split('=', 2))
            .Select(pair => (pair[0], pair.Length > 1 ? Uri.UnescapeDataString(pair[1]) : ""));

    private static int Number(string name, string value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw Wrong($"{name} is no number that it could be");

    // Nothing of the address is repeated: where one sign is missing, the password stands in another part of it.
    private static LeveeException Wrong(string why) =>
        new(
            Diagnostic.Error("database-url", "the database's address cannot be read") with
            {
                Notes = [why],
                Help = ["write it as postgresql://user:password@host:5432/name"],
            }
        );
}
