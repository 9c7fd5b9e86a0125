using System.Text;
using Levee.Core;

namespace Levee.Cli.Workspace;

/// <summary>What a platform's databases bring along, as stubs: roles, schemas, functions and tables with their names and types. Each
/// is a <c>.sql</c> file in <c>presets</c>, whose head names the public documentation that it was written from.</summary>
/// <param name="Name">As levee.toml has it.</param>
/// <param name="Title">As its vendor writes it.</param>
internal sealed record EnvironmentPreset(string Name, string Title)
{
    public static readonly ValueList<EnvironmentPreset> All =
    [
        new("supabase", "Supabase"),
        new("neon", "Neon"),
        new("rds", "Amazon RDS and Aurora"),
        new("cloud-sql", "Google Cloud SQL"),
        new("azure", "Azure Database for PostgreSQL"),
    ];

    public static EnvironmentPreset? Find(string name) => All.FirstOrDefault(preset => preset.Name == name);

    public string Sql
    {
        get
        {
            using var stream = typeof(EnvironmentPreset).Assembly.GetManifestResourceStream(
                $"Levee.Cli.Workspace.presets.{Name}.sql"
            )!;
            using var reader = new StreamReader(stream, Encoding.UTF8);
            return reader.ReadToEnd();
        }
    }

    /// <summary>Whether the script is one of ours, to the letter.</summary>
    public static bool IsOurs(string sql) => All.Any(preset => preset.Sql == sql);

    /// <summary>The preset that has such an object; null where none has.</summary>
    /// <param name="kind">In SQL's words: <c>schema</c>, <c>role</c>, <c>table</c>, <c>function</c>, <c>type</c>.</param>
    /// <param name="name">With its schema, as the stubs write it.</param>
    public static EnvironmentPreset? With(string kind, string name) =>
        All.FirstOrDefault(preset =>
            preset.Sql.Split('\n').Any(line => Creates(line.Trim(), $"CREATE {kind.ToUpperInvariant()} {name}"))
        );

    private static bool Creates(string line, string wanted) =>
        line.StartsWith(wanted, StringComparison.Ordinal)
        && (line.Length == wanted.Length || line[wanted.Length] is ' ' or ';' or '(');
}
