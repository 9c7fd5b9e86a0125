using Levee.Core.Diff;
using Levee.Core.Psl;
using Levee.Core.Render;
using Levee.Core.Text;
using Levee.Tests.Parity;
using Levee.Tests.Postgres;

namespace Levee.Tests.Convergence;

/// <summary>Every folder of <c>cases/database</c>: the script from a database made by <c>before.sql</c> to <c>after.prisma</c>,
/// and the notes about what Prisma would write for ever.</summary>
[Slow]
public sealed class DatabaseCaseTests
{
    [Fact]
    public async Task Writes_the_script_and_the_notes_and_settles()
    {
        await using var database = await ScratchDatabase.OpenAsync();
        foreach (
            var folder in Directory
                .GetDirectories(Path.Combine(Corpus.Repository, "cases", "database"))
                .Order(StringComparer.Ordinal)
        )
        {
            var name = Path.GetFileName(folder);
            var schema = PrismaSchema.Load([
                new SourceText("after.prisma", File.ReadAllText(Path.Combine(folder, "after.prisma"))),
            ]);
            var after = schema.Schema!;
            await database.EmptyAsync();
            Assert.Null(await database.RunAsync(File.ReadAllText(Path.Combine(folder, "before.sql"))));

            var script = SqlRenderer.Render(Differ.Diff(await database.CompareAsync(after)));

            Golden.Check($"database/{name}/expected.sql", script.Source.Text);
            Assert.Null(await database.RunAsync(script));
            var arrived = await database.CompareAsync(after);
            Assert.Equal(SqlRenderer.EmptyScript, Differ.Diff(arrived).ToSql());
            var notes = PerpetualDiffs.Find(arrived, schema.Datamodel);
            Golden.Check(
                $"database/{name}/notes.txt",
                string.Concat(
                    notes.Select(note =>
                        $"{note.Code} at {note.At}: {note.Message}\n  {string.Join("\n  ", note.Help)}\n"
                    )
                )
            );
        }
    }
}
