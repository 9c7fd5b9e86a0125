using System.Globalization;
using Levee.Cli.Server;
using Levee.Core.Diagnostics;
using Levee.Core.Psl.Config;
using Npgsql;

namespace Levee.Cli.Deployments;

/// <summary>Finds out which database is meant.</summary>
internal static class TargetAddress
{
    /// <param name="given">As given with <c>--database-url</c>; null where it was not.</param>
    /// <param name="datasource">What the schema says; null where there is no schema, or one of Prisma 7.</param>
    /// <param name="variable">The environment.</param>
    /// <exception cref="LeveeException"><c>no-database-url</c>, or the address cannot be read.</exception>
    public static DeployTarget Find(string? given, Configuration? datasource, Func<string, string?> variable)
    {
        if (given is { Length: > 0 })
            return Of(given, "--database-url");
        if (Value("LEVEE_DATABASE_URL") is { } own)
            return Of(own, "LEVEE_DATABASE_URL");
        // A deployment wants the direct address: behind a pooler its lock guards nothing.
        foreach (var (key, url) in Urls(datasource))
        {
            if (url.Variable is { } name && Value(name) is { } value)
                return Of(value, name);
            if (url.Text is { Length: > 0 } text)
                return Of(text, $"{key} of the schema");
        }
        if (Value("DATABASE_URL") is { } usual)
            return Of(usual, "DATABASE_URL");
        return FromParts(Value)
            ?? throw new LeveeException(
                Diagnostic.Error("no-database-url", "there is no database to deploy to") with
                {
                    Help = ["--database-url <url>, or one of the variables LEVEE_DATABASE_URL and DATABASE_URL"],
                },
                Core.ExitCode.Usage
            );

        string? Value(string name) => variable(name) is { Length: > 0 } value ? value : null;
    }

    private static IEnumerable<(string Key, DatasourceUrl Url)> Urls(Configuration? datasource)
    {
        if (datasource?.DirectUrl is { } direct)
            yield return ("directUrl", direct);
        if (datasource?.Url is { } url)
            yield return ("url", url);
    }

    private static DeployTarget Of(string url, string source) => new(DatabaseUrl.Parse(url), source);

    /// <summary>The parts that charts of LiteLLM and others pass one by one.</summary>
    private static DeployTarget? FromParts(Func<string, string?> value)
    {
        if (value("DATABASE_HOST") is not { } host || value("DATABASE_NAME") is not { } name)
            return null;
        // HOST may hold the port as well.
        var parts = host.Split(':', 2);
        var port = value("DATABASE_PORT") ?? (parts.Length > 1 ? parts[1] : "5432");
        if (!int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            throw new LeveeException(
                Diagnostic.Error("database-url", $"DATABASE_PORT is {port}, and that is no number")
            );
        return new(
            new NpgsqlConnectionStringBuilder
            {
                Host = parts[0],
                Port = number,
                Database = name,
                Username = value("DATABASE_USER") ?? value("DATABASE_USERNAME"),
                Password = value("DATABASE_PASSWORD"),
                SearchPath = value("DATABASE_SCHEMA"),
            },
            "DATABASE_HOST and the variables beside it"
        );
    }
}
