using Levee.Cli.Catalog;
using Levee.Core.Diagnostics;
using Levee.Core.Diff;
using Levee.Core.Psl;
using Levee.Core.Render;
using Levee.Core.Schema;
using Levee.Core.Text;
using Npgsql;

namespace Levee.Tests.Oracle;

/// <summary>Asks Prisma and Levee for the same migration.</summary>
internal sealed class Differential(PrismaOracle oracle, ScratchServer? server)
{
    /// <summary>Pairs for which Prisma wrote a script.</summary>
    public int Compared { get; private set; }

    /// <summary>Pairs that both refuse.</summary>
    public int Refused { get; private set; }

    /// <summary>Scripts that ran, after which was looked again.</summary>
    public int Settled { get; private set; }

    /// <summary>Those of them after which Levee warns that something comes back.</summary>
    public int Perpetual { get; private set; }

    /// <summary>Null where both say the same.</summary>
    public async Task<Finding?> CompareAsync(DiffPath path, SchemaPair pair)
    {
        var engine = pair.After.IsSeven ? 7 : 6;
        return path switch
        {
            DiffPath.Schema => CompareSchemas(engine, pair),
            DiffPath.Database or DiffPath.Settling => await CompareThroughDatabaseAsync(engine, pair, path),
        };
    }

    private Finding? CompareSchemas(int engine, SchemaPair pair)
    {
        var prisma = oracle.Diff(engine, SourceOf(pair.Before), SourceOf(pair.After));
        if (prisma.Panic is not null)
            return null;
        var levee = Levee(pair);
        if (Judge(DiffPath.Schema, pair, ReplyOf(prisma), levee) is { } finding)
            return finding;
        if (engine != 7)
            return null;
        // The newest engine writes what 7 writes; where it begins not to, that is to be known.
        var newest = oracle.Diff(8, SourceOf(pair.Before), SourceOf(pair.After));
        return newest.Panic is null && newest.Sql != prisma.Sql
            ? new(DiffPath.Schema, pair, ReplyOf(newest), levee)
            : null;
    }

    private async Task<Finding?> CompareThroughDatabaseAsync(int engine, SchemaPair pair, DiffPath path)
    {
        var creation = oracle.Diff(engine, new PrismaOracle.Source.Empty(), SourceOf(pair.Before));
        if (creation.Sql is null || server is null || Load(pair.After).Schema is not { } after)
            return null;
        await using var connection = await server.ConnectAsync();
        if (!await server.TryFillAsync(connection, creation.Sql))
            return null;
        var levee = await LeveeAsync(connection, after);
        if (path is DiffPath.Settling)
            return levee.Sql is { } script ? await SettleAsync(connection, pair, script, after) : null;
        var prisma = oracle.Diff(engine, server.Source, SourceOf(pair.After));
        return prisma.Panic is null ? Judge(path, pair, ReplyOf(prisma), levee) : null;
    }

    private static async Task<Reply> LeveeAsync(NpgsqlConnection connection, DatabaseSchema after)
    {
        try
        {
            var schemas = await CompareAsync(connection, after);
            return OrCrash(() => new(SqlRenderer.Render(Differ.Diff(schemas)).Source.Text, null));
        }
        catch (LeveeException refused)
        {
            return new(null, refused.Message);
        }
    }

    private static async Task<Pair<DatabaseSchema>> CompareAsync(NpgsqlConnection connection, DatabaseSchema after)
    {
        var before = await CatalogReader.ReadAsync(connection, after, CancellationToken.None);
        var questions = Spellings.Find(new(before, after));
        if (questions.Count == 0)
            return new(before, after);
        var answers = await SpellingReader.AskAsync(connection, after, questions, CancellationToken.None);
        return new(before, Spellings.Apply(after, questions, answers));
    }

    /// <summary>Runs Levee's script, as its rehearsal does, and looks whether something is left: what would be told as a bug.</summary>
    private async Task<Finding?> SettleAsync(
        NpgsqlConnection connection,
        SchemaPair pair,
        string script,
        DatabaseSchema after
    )
    {
        try
        {
            await using var command = new NpgsqlCommand(script, connection);
            await command.ExecuteNonQueryAsync();
        }
        catch (PostgresException)
        {
            return null; // an error in the SQL is told as one
        }
        Settled++;
        var rest = Differ.Diff(await CompareAsync(connection, after));
        if (rest.IsEmpty || LongNames.Find(after, datamodel: null).Count > 0)
            return null;
        if (PerpetualDiffs.AreAll(rest))
            Perpetual++;
        return PerpetualDiffs.AreAll(rest)
            ? null
            : new(
                DiffPath.Settling,
                pair,
                new(SqlRenderer.EmptyScript, null),
                new(SqlRenderer.Render(rest).Source.Text, null)
            );
    }

    private Finding? Judge(DiffPath path, SchemaPair pair, Reply prisma, Reply levee)
    {
        if (prisma.Sql is null && levee.Sql is null)
            Refused++;
        else
            Compared++;
        var agree = prisma.Sql is null ? levee is { Sql: null, IsCrash: false } : prisma.Sql == levee.Sql;
        return agree ? null : new(path, pair, prisma, levee);
    }

    private static Reply Levee(SchemaPair pair) =>
        OrCrash(() =>
        {
            var (before, after) = (Load(pair.Before), Load(pair.After));
            if (before.Schema is null || after.Schema is null)
                return new(null, (before.Schema is null ? before : after).Diagnostics[0].ToString());
            return new(SqlRenderer.Render(Differ.Diff(new(before.Schema, after.Schema))).Source.Text, null);
        });

    // A crash is a finding like any other: it is to be shrunk, not to end the run.
    private static Reply OrCrash(Func<Reply> answer)
    {
        try
        {
            return answer();
        }
        catch (Exception exception)
        {
            return new(null, $"{exception.GetType().Name}: {exception.Message} {exception.StackTrace?.Split('\n')[0]}")
            {
                IsCrash = true,
            };
        }
    }

    private static PrismaSchema Load(SchemaText text) =>
        PrismaSchema.Load([new SourceText("schema.prisma", text.ToString())]);

    private static PrismaOracle.Source SourceOf(SchemaText text) => new PrismaOracle.Source.File(text.ToString());

    private static Reply ReplyOf(PrismaOracle.Answer answer) => new(answer.Sql, answer.Error?.Split('\n')[0]);
}
