using Levee.Core.Diff;
using Levee.Core.Plan;
using Levee.Core.Schema;

namespace Levee.Tests.Parity;

/// <summary>Every type changed into every other.</summary>
public sealed class TypeMatrixTests
{
    private readonly Dictionary<string, DatabaseSchema> _schemas = [];

    [Fact]
    public void Every_change_of_type_has_the_verdict_that_Prisma_gives_it()
    {
        var rows = File.ReadLines(Path.Combine(Corpus.Require("parity"), "type-matrix.tsv"))
            .Skip(1)
            .Select(line => line.Split('\t'));
        var (schemaPath, databasePath) = (
            new ParitySuite("type matrix, schema path"),
            new ParitySuite("type matrix, database path")
        );
        foreach (var row in rows)
        {
            var (before, after) = (SchemaWith(row[0]), SchemaWith(row[1]));
            var name = $"{row[0]} -> {row[1]}";
            schemaPath.Check(
                name,
                row[3],
                () =>
                    Verdict(Differ.Diff(new(before, after))) is "safe" or "risky"
                        ? "alter"
                        : Verdict(Differ.Diff(new(before, after)))
            );
            databasePath.Check(name, row[2], () => Verdict(Differ.Diff(new(AsRead(before), after))));
        }
        schemaPath.Finish();
        databasePath.Finish();
    }

    private DatabaseSchema SchemaWith(string type)
    {
        if (!_schemas.TryGetValue(type, out var schema))
            _schemas.Add(type, schema = Schemas.Of($"model T {{\n  id Int @id\n  a {type}\n}}"));
        return schema;
    }

    private static string Verdict(MigrationPlan plan) =>
        plan.Steps.OfType<MigrationStep.AlterTable>().SingleOrDefault()?.Changes.Single() switch
        {
            null => "same",
            TableChange.RecreateColumn => "recreate",
            TableChange.AlterColumn { Cast: TypeCast.Safe } => "safe",
            TableChange.AlterColumn { Cast: TypeCast.Risky } => "risky",
            var other => $"{other}",
        };

    /// <summary>The schema as a catalog says it: types without a length or precision have one there.</summary>
    private static DatabaseSchema AsRead(DatabaseSchema schema)
    {
        var table = schema.Tables.Single();
        var columns = table.Columns.Select(column => column with { Type = AsRead(column.Type) }).ToArray();
        return schema with { Origin = SchemaOrigin.Catalog, Tables = [table with { Columns = [.. columns] }] };
    }

    private static ColumnType AsRead(ColumnType type) =>
        type switch
        {
            ColumnType.Native { Type: NativeType.Char or NativeType.Bit, First: null } one => one with { First = 1 },
            ColumnType.Native
            {
                Type: NativeType.Timestamp or NativeType.Timestamptz or NativeType.Time or NativeType.Timetz,
                First: null
            } time => time with
            {
                First = 6,
            },
            _ => type,
        };
}
