using Levee.Core;
using Levee.Core.Diff;
using Levee.Core.Plan;
using Levee.Core.Psl;
using Levee.Core.Render;
using Levee.Core.Schema;
using Levee.Core.Text;

namespace Levee.Tests.Parity;

/// <summary>Schema files as the tests name them.</summary>
internal static class Schemas
{
    public static DatabaseSchema Read(params IEnumerable<string> files) =>
        Parse([.. files.Select(file => new SourceText(Path.GetFileName(file), File.ReadAllText(file)))]);

    /// <summary>A schema file of one text; its datasource is left out where the text has none.</summary>
    public static DatabaseSchema Of(string models) =>
        Parse([new SourceText("schema.prisma", models.Contains("datasource ") ? models : Datasource + models)]);

    public static DatabaseSchema Parse(ValueList<SourceText> files)
    {
        var schema = PrismaSchema.Load(files);
        return schema.Schema ?? throw new InvalidDataException(string.Join("\n", schema.Diagnostics));
    }

    public static MigrationPlan Diff(string before, string after) => Differ.Diff(new(Of(before), Of(after)));

    public static string ToSql(this MigrationPlan plan) => SqlRenderer.Render(plan).Source.Text;

    public const string Datasource = """
        datasource db {
          provider = "postgresql"
          url      = env("DATABASE_URL")
        }

        """;
}
