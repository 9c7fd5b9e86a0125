using Levee.Core;
using Levee.Core.Effects;

namespace Levee.Tests.Effects;

/// <summary>What left one place and stands in another is no loss.</summary>
public sealed class MovedValuesTests
{
    private static readonly SeenTable People = Table(1, "people", "id", "name", "city");

    private static readonly SeenRows Stored = Rows(
        1,
        ["101", "Ann", "Ulm"],
        ["108", "Bob", "Bonn"],
        ["115", "Cid", "Ulm"]
    );

    [Fact]
    public void A_column_whose_values_stand_beside_the_key_of_their_rows_moved()
    {
        var homes = Table(2, "homes", "person", "town");
        var effects = AfterDroppingCity(homes, Rows(2, ["101", "Ulm"], ["108", "Bonn"], ["115", "Ulm"]));

        Assert.Equal([new Effect.Renamed(ObjectKind.Column, "public.people.city", "public.homes.town")], effects);
    }

    [Fact]
    public void A_column_is_lost_where_one_value_is_missing_or_stands_beside_another_key()
    {
        var homes = Table(2, "homes", "person", "town");

        Assert.True(IsLost(AfterDroppingCity(homes, Rows(2, ["101", "Ulm"], ["115", "Ulm"]))));
        Assert.True(IsLost(AfterDroppingCity(homes, Rows(2, ["101", "Bonn"], ["108", "Ulm"], ["115", "Ulm"]))));
        Assert.True(IsLost(AfterDroppingCity(homes, Rows(2, ["1", "Ulm"], ["2", "Bonn"], ["3", "Ulm"]))));
    }

    [Fact]
    public void A_column_moved_to_a_lookup_table_that_its_rows_refer_to()
    {
        var cities = Table(2, "cities", "id", "name");
        var before = Database([People], Stored);
        var linked = Table(1, "people", "id", "name") with
        {
            Columns = [Column(1, "id"), Column(2, "name"), Column(4, "city_id")],
        };
        DatabaseSnapshot After(params string[] links) =>
            Database(
                [linked, cities],
                new(
                    1,
                    [1, 2, 4],
                    [1],
                    [Row("101", "Ann", links[0]), Row("108", "Bob", links[1]), Row("115", "Cid", links[2])]
                ),
                Rows(2, ["1", "Ulm"], ["2", "Bonn"])
            );

        Assert.DoesNotContain(SnapshotComparison.Compare(before, After("1", "2", "1")), effect => effect.Destroys);
        Assert.Contains(SnapshotComparison.Compare(before, After("1", "1", "1")), effect => effect.Destroys);
    }

    [Fact]
    public void Rows_that_stand_whole_in_another_table_were_moved()
    {
        var archive = Table(2, "archive", "kind", "id", "name", "city");
        var before = Database([People], Stored);
        var after = Database(
            [People, archive],
            Rows(1, ["101", "Ann", "Ulm"]),
            Rows(2, ["old", "108", "Bob", "Bonn"], ["old", "115", "Cid", "Ulm"])
        );

        Assert.Empty(SnapshotComparison.Compare(before, after));
        Assert.IsType<Effect.LostRows>(Assert.Single(SnapshotComparison.Compare(before, after, ScriptTraits.CutsRows)));
    }

    [Fact]
    public void Rows_that_were_in_the_archive_before_are_no_evidence()
    {
        var archive = Table(2, "archive", "id", "name", "city");
        var copy = Rows(2, ["108", "Bob", "Bonn"], ["115", "Cid", "Ulm"]);
        var before = Database([People, archive], Stored, copy);

        Assert.IsType<Effect.LostRows>(
            Assert.Single(
                SnapshotComparison.Compare(before, Database([People, archive], Rows(1, ["101", "Ann", "Ulm"]), copy))
            )
        );
    }

    [Fact]
    public void A_table_whose_rows_stand_whole_in_another_moved()
    {
        var all = Table(2, "everyone", "kind", "id", "name", "city");
        var before = Database([People], Stored);
        var rows = Rows(2, ["p", "101", "Ann", "Ulm"], ["p", "108", "Bob", "Bonn"], ["p", "115", "Cid", "Ulm"]);

        Assert.Equal(
            [new Effect.Renamed(ObjectKind.Table, "public.people", "public.everyone")],
            SnapshotComparison.Compare(before, Database([all], rows))
        );
        Assert.True(IsLost(SnapshotComparison.Compare(before, Database([all], rows), ScriptTraits.FoldsRows)));
    }

    [Fact]
    public void A_table_made_anew_is_not_whole_where_a_limit_could_have_cut_it()
    {
        var before = Database([People], Stored);
        var after = Database([People with { Oid = 9 }], Stored with { Table = 9 });

        Assert.Empty(SnapshotComparison.Compare(before, after));
        Assert.True(IsLost(SnapshotComparison.Compare(before, after, ScriptTraits.CutsRows)));
    }

    private static ValueList<Effect> AfterDroppingCity(SeenTable other, SeenRows rows) =>
        SnapshotComparison.Compare(
            Database([People], Stored),
            Database(
                [Table(1, "people", "id", "name"), other],
                Rows(1, ["101", "Ann"], ["108", "Bob"], ["115", "Cid"]),
                rows
            )
        );

    private static bool IsLost(ValueList<Effect> effects) => effects.Any(effect => effect is Effect.Lost);

    private static DatabaseSnapshot Database(ValueList<SeenTable> tables, params SeenRows[] rows) =>
        DatabaseSnapshot.Empty with
        {
            Tables = tables,
            Rows = rows.ToValueList(),
        };

    private static SeenTable Table(long oid, string name, params string[] columns) =>
        new(
            oid,
            "public",
            name,
            RelationKind.Table,
            oid,
            0,
            columns.Select((column, i) => Column(i + 1, column)).ToValueList()
        );

    private static SeenColumn Column(int number, string name) =>
        new(number, name, "text", 25, TypeKind.Base, 0, false, null, IdentityKind.None, false);

    private static SeenRows Rows(long table, params string[][] rows) =>
        new(table, Enumerable.Range(1, rows[0].Length).ToValueList(), [1], rows.Select(row => Row(row)).ToValueList());

    private static SeenRow Row(params string?[] values) => new(values.ToValueList());
}
