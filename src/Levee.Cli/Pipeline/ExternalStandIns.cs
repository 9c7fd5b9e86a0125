using System.Text.RegularExpressions;
using Levee.Cli.Workspace;
using Levee.Core;
using Levee.Core.Diagnostics;
using Levee.Core.Diff;
using Levee.Core.History;
using Levee.Core.Psl;
using Levee.Core.Render;
using Levee.Core.Schema;
using Levee.Core.Text;

namespace Levee.Cli.Pipeline;

/// <summary>Tables and enums that a schema describes and somebody else migrates: on the private PostgreSQL they are made as the
/// schema describes them, so that what leads to them can be made too.</summary>
internal static class ExternalStandIns
{
    /// <summary>What makes them where the environment does not; null where there is nothing to make.</summary>
    public static Migration? Of(Project project)
    {
        var external = ProjectEnvironment.ExternalOf(project.Config);
        if (external.Patterns.Count == 0 || Described(project) is not { } schema)
            return null;
        var made = History(project);
        var wanted = schema with
        {
            Enums = schema.Enums.Where(type => IsWanted("TYPE", type.Name)).ToValueList(),
            Tables = schema
                .Tables.Where(table => IsWanted("TABLE", table.Name))
                .Select(table => table with { ForeignKeys = [] })
                .ToValueList(),
            Extensions = [],
        };
        if (wanted.Tables.Count + wanted.Enums.Count == 0)
            return null;
        var nothing = DatabaseSchema.Empty with { Namespaces = wanted.Namespaces, Style = wanted.Style };
        var script = SqlRenderer.Render(
            Differ.Diff(new Pair<DatabaseSchema>(nothing with { Namespaces = [] }, wanted))
        );
        var text = string.Concat(script.Statements.Select(statement => Guarded(statement.Text)));
        return new("external tables of the schema", new SourceText("external tables of the schema", text));

        // What a migration of the project made once, it still makes in a replay.
        bool IsWanted(string kind, ObjectName name) =>
            external.Contains(name)
            && !Regex.IsMatch(
                made,
                $"""CREATE\s+{kind}\s+(IF\s+NOT\s+EXISTS\s+)?("?{Regex.Escape(name.Namespace ?? "public")}"?\.)?"?{Regex.Escape(name.Name)}"?[\s(]""",
                RegexOptions.IgnoreCase
            );
    }

    private static DatabaseSchema? Described(Project project)
    {
        try
        {
            return PrismaSchema.Load(Project.TextsOf(project.ReadTruth())).Schema;
        }
        catch (LeveeException)
        {
            return null; // it is told where the schema is read
        }
    }

    private static string History(Project project)
    {
        try
        {
            return string.Concat(project.ReadMigrations().Select(migration => migration.Script.Text));
        }
        catch (LeveeException)
        {
            return ""; // it is told where the history is read
        }
    }

    // The environment may have made it already, or something of the name that is another.
    private static string Guarded(string statement) =>
        $"""
            DO $standin$ BEGIN
            {statement};
            EXCEPTION WHEN duplicate_object OR duplicate_table OR duplicate_schema OR undefined_column OR undefined_object THEN
            NULL;
            END $standin$;

            """;
}
