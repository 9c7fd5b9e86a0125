using System.Text;
using Levee.Cli.Postgres;
using Levee.Core;
using Levee.Core.Diagnostics;
using Levee.Core.History;

namespace Levee.Tests.Postgres;

/// <summary>Migration histories, real and made up, and servers to replay them on.</summary>
internal static class Histories
{
    public static PostgresOptions Options { get; } =
        new PostgresOptions().WithEnvironment(Environment.GetEnvironmentVariable);

    /// <summary>Databases on the private server; skips the running test where this machine has no PostgreSQL.</summary>
    public static async Task<ShadowDatabases> OpenAsync(PostgresOptions? options = null)
    {
        var shadows = new ShadowDatabases(options ?? Options);
        try
        {
            await shadows.ServerAsync(TestContext.Current.CancellationToken);
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
