using Levee.Cli.Rehearsals;
using Levee.Cli.Replay;

namespace Levee.Tests.Postgres;

[Slow]
public sealed class SnapshotFileTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_known_of_a_database_is_read_back_as_it_was_written()
    {
        var known = await KnowAsync(
            """
            CREATE TYPE "E" AS ENUM ('a', 'b"', 'ü');
            CREATE DOMAIN d AS int CHECK (VALUE > 0);
            CREATE TABLE parent (id serial PRIMARY KEY, e "E" DEFAULT 'a', tags text[], total int GENERATED ALWAYS AS (1 + 1) STORED);
            CREATE TABLE child (id int GENERATED ALWAYS AS IDENTITY, p int REFERENCES parent, d d, UNIQUE (p, d));
            CREATE INDEX part ON child (lower(p::text)) WHERE p > 0;
            CREATE TABLE parts (k int) PARTITION BY LIST (k);
            CREATE TABLE part_1 PARTITION OF parts FOR VALUES IN (1);
            CREATE VIEW v AS SELECT 1 AS one;
            CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1';
            SELECT lo_from_bytea(77, 'x');
            """
        );
        Assert.True(known.Catalog is { Tables.Count: 4, Indexes.Count: > 2, Constraints.Count: > 3, Types.Count: 2 });
        Assert.True(known.Catalog is { Sequences.Count: 2, LargeObjects.Count: 1, Code.Count: 2 });

        var read = SnapshotFile.Read(SnapshotFile.Write(known));

        Assert.Equal(known.Catalog, read.Catalog);
        Assert.Equal(known.Digests.Columns, read.Digests.Columns);
        Assert.Equal(known.Digests.Relations, read.Digests.Relations);
    }

    [Theory]
    [InlineData("litellm")]
    [InlineData("trigger.dev")]
    public async Task A_real_database_is_read_back_as_it_was_written(string name)
    {
        await using var shadows = await Histories.OpenAsync();
        await using var shadow = await shadows.CloneAsync(Histories.OfCorpus(name), Cancel);
        var known = await KnowAsync(shadow);

        Assert.Equal(known.Catalog, SnapshotFile.Read(SnapshotFile.Write(known)).Catalog);
    }

    private static async Task<KnownDatabase> KnowAsync(string script)
    {
        await using var shadows = await Histories.OpenAsync();
        await using var shadow = await shadows.CloneAsync(Histories.OfScripts(script), Cancel);
        return await KnowAsync(shadow);
    }

    private static async Task<KnownDatabase> KnowAsync(ShadowDatabase shadow)
    {
        await using var session = await shadow.ConnectAsync(Cancel);
        await SnapshotReader.PrepareAsync(session, Cancel);
        var catalog = await SnapshotReader.ReadCatalogAsync(session, Cancel);
        await using var probe = await ProbeReader.OpenAsync(session, isPrepared: false, Cancel);
        return new(catalog, (await probe.TakeFirstAsync(null, Cancel)).Digests);
    }
}
