using Levee.Cli.Replay;
using Levee.Core.Canaries;
using Levee.Tests.Postgres;
using Npgsql;

namespace Levee.Tests.Rehearsals;

/// <summary>PostgreSQL reads each value that is made up for a type that reads nothing else.</summary>
[Slow]
public sealed class ExtensionValueTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(
        "",
        "tsquery jsonpath line lseg box path polygon circle pg_lsn int4multirange nummultirange tsmultirange datemultirange"
    )]
    [InlineData("hstore", "hstore")]
    [InlineData("ltree", "ltree lquery ltxtquery")]
    [InlineData("cube", "cube")]
    [InlineData("isn", "isbn isbn13 issn ean13")]
    [InlineData("vector", "vector vector(3) halfvec(2) sparsevec(5)")]
    [InlineData(
        "postgis",
        "geometry geography geometry(Point,4326) geography(Point,4326) geometry(PointZ) geometry(PointM) geometry(PointZM,3857) "
            + "geometry(LineString,4326) geometry(Polygon,4326) geometry(MultiPoint) geometry(MultiLineStringZ) "
            + "geometry(MultiPolygon,4326) geometry(GeometryCollection,4326) geometry(Geometry,4326) geometry(CircularString) "
            + "geometry(Triangle) geography(PolygonZ,4326) box2d box3d"
    )]
    public async Task PostgreSQL_reads_the_values(string extension, string types)
    {
        await using var shadows = await Histories.OpenAsync();
        await using var database = await shadows.EmptyAsync(Cancel);
        await using var session = await database.ConnectAsync(Cancel);
        if (extension.Length > 0)
            await InstallAsync(session, extension);

        foreach (var type in types.Split(' '))
        {
            var known = ExtensionValues.Of($"extensions.{type}");
            var values = known!.Plain.Concat(known.Colliding).Concat(known.Extreme).ToList();
            // As an element of an array and alone; a type that knows no equality is compared by its text.
            var casts = values.Select(value => $"('{value.Replace("'", "''")}'::{type})::text");
            await using var command = new NpgsqlCommand(
                $"SELECT count(DISTINCT v) FROM (VALUES ({string.Join("), (", casts)})) t(v)",
                session
            );
            Assert.Equal(values.Count, (int)(long)(await command.ExecuteScalarAsync(Cancel))!);
        }
    }

    private static async Task InstallAsync(NpgsqlConnection session, string extension)
    {
        try
        {
            await using var command = new NpgsqlCommand($"CREATE EXTENSION {extension}", session);
            await command.ExecuteNonQueryAsync(Cancel);
        }
        catch (PostgresException)
        {
            Assert.Skip($"the extension {extension} is not installed here");
        }
    }
}
