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

    /// <summary>Null where both say the same.</summary>
    public async Task<Finding?> CompareAsync(DiffPath path, SchemaPair pair)
    {
        var engine = pair.After.IsSeven ? 7 : 6;
        return path switch
        {
            DiffPath.Schema => CompareSchemas(engine, pair),
            DiffPath.Database => await CompareThroughDatabaseAsync(engine, pair),
        };
    }

    private Finding? CompareSchemas(int engine, SchemaPair pair)
    {
        var prisma = oracle.Diff(engine, SourceOf(pair.Before), SourceOf(pair.After));
        if (prisma.Panic is not null)
            return null;
        return Judge(DiffPath.Schema, pair, ReplyOf(prisma), Levee(pair));
    }

    private async Task<Finding?> CompareThroughDatabaseAsync(int engine, SchemaPair pair)
    {
        var creation = oracle.Diff(engine, new PrismaOracle.Source.Empty(), SourceOf(pair.Before));
        if (creation.Sql is null || server is null || Load(pair.After).Schema is not { } after)
            return null;
        await using var connection = await server.ConnectAsync();
        if (!await server.TryFillAsync(connection, creation.Sql))
            return null;
        var prisma = oracle.Diff(engine, server.Source, SourceOf(pair.After));
        if (prisma.Panic is not null)
            return null;
        return Judge(DiffPath.Database, pair, ReplyOf(prisma), await LeveeAsync(connection, after));
    }

    private static async Task<Reply> LeveeAsync(NpgsqlConnection connection, DatabaseSchema after)
    {
        try
        {
            var before = await CatalogReader.ReadAsync(connection, after, CancellationToken.None);
            return OrCrash(() => new(SqlRenderer.Render(Differ.Diff(new(before, after))).Source.Text, null));
        }
        catch (LeveeException refused)
        {
            return new(null, refused.Message);
        }
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
