using Levee.Core;
using Levee.Core.Effects;

namespace Levee.Tests.Effects;

public sealed class SnapshotComparisonTests
{
    private static readonly SeenColumn Id = Column(1, "id", "integer") with { IsRequired = true };
    private static readonly SeenColumn Name = Column(2, "name", "text");

    [Fact]
    public void A_renamed_table_is_no_loss()
    {
        var effects = Compare(Database(Users()), Database(Users() with { Name = "people" }));

        Assert.Equal([new Effect.Renamed(ObjectKind.Table, "public.users", "public.people")], effects);
    }

    [Fact]
    public void A_table_that_is_dropped_under_a_borrowed_name_is_lost_by_its_own()
    {
        var effects = Compare(Database(Users()), Database(Users() with { Oid = 99, Name = "users" }));

        var lost = Assert.IsType<Effect.Lost>(Assert.Single(effects));
        Assert.Equal("table public.users", lost.Object);
        Assert.True(lost.IsRecreated);
    }

    [Fact]
    public void A_table_that_is_made_anew_with_every_row_is_no_loss()
    {
        var before = Database(Users()) with { Rows = [Rows(1, "1", "Ann")] };
        var after = Database(Users() with { Oid = 99 }) with { Rows = [Rows(99, "1", "Ann")] };

        Assert.Empty(Compare(before, after));
    }

    [Fact]
    public void Rows_are_matched_by_their_key_and_values_by_their_meaning()
    {
        var before = Database(Users()) with { Rows = [Rows(1, "1", "1.00", "2", "old", "3", null)] };
        var after = Database(Users()) with { Rows = [Rows(1, "3", "filled", "2", "new", "1", "1 ")] };

        var changed = Assert.IsType<Effect.ChangedValues>(Assert.Single(Compare(before, after)));
        Assert.Equal(("values public.users.name", 1, 2), (changed.Object, changed.Changed, changed.Of));
        Assert.Equal("'old' became 'new'", changed.Example);
    }

    [Fact]
    public void Another_type_is_no_loss_while_every_value_can_be_told_from_the_others()
    {
        var before = Database(Users()) with { Rows = [Rows(1, "1", "a", "2", "b")] };
        var retyped = Database(Users(Name with { Type = "jsonb" })) with
        {
            Rows = [Rows(1, "1", "\"a\"", "2", "\"b\"")],
        };
        var cut = retyped with { Rows = [Rows(1, "1", "x", "2", "x")] };

        Assert.DoesNotContain(Compare(before, retyped), effect => effect.Destroys);
        Assert.Contains(
            Compare(before, cut),
            effect => effect is Effect.ChangedValues { Changed: 2, NewType: "jsonb" }
        );
    }

    [Fact]
    public void An_index_with_the_same_columns_is_a_replacement_under_any_name()
    {
        var index = new SeenIndex(7, "public", "a", 1, false, true, [2], null, null, "text", false, 0, 0);
        var before = Database(Users()) with { Indexes = [index] };

        Assert.DoesNotContain(
            Compare(before, before with { Indexes = [index with { Oid = 8, Name = "b" }] }),
            effect => effect.Destroys
        );
        Assert.Contains(
            Compare(before, before with { Indexes = [index with { Oid = 8, Keys = [1] }] }),
            effect => effect.Object == "index public.a"
        );
    }

    [Fact]
    public void A_unique_index_that_was_widened_is_told_so()
    {
        var index = new SeenIndex(7, "public", "a", 1, true, true, [2], null, null, "text", false, 0, 0);
        var before = Database(Users()) with { Indexes = [index] };
        var after = before with { Indexes = [index with { Oid = 8, Name = "b", Keys = [2, 1] }] };

        Assert.Contains(Compare(before, after), effect => effect is Effect.Lost { WidenedBy: "public.b" });
    }

    [Fact]
    public void A_constraint_that_is_no_longer_enforced_is_lost_though_its_name_is_there()
    {
        var rule = new SeenConstraint(
            7,
            "users_check",
            ConstraintKind.Check,
            1,
            0,
            [2],
            0,
            [],
            "",
            true,
            true,
            0,
            "CHECK (name <> '')"
        );
        var before = Database(Users()) with { Constraints = [rule] };

        Assert.Contains(
            Compare(before, before with { Constraints = [rule with { IsEnforced = false }] }),
            effect => effect.Object == "constraint public.users.users_check"
        );
    }

    [Fact]
    public void A_label_that_is_renamed_is_no_loss_and_changes_no_value()
    {
        var role = new SeenType(5, "public", "role", TypeKind.Enum, [new(51, "user"), new(52, "admin")], "");
        var typed = Name with { Type = "role", TypeOid = 5, TypeKind = TypeKind.Enum };
        var before = Database(Users(typed)) with { Types = [role], Rows = [Rows(1, "1", "user")] };
        var after = before with
        {
            Types = [role with { Labels = [new(51, "member"), new(52, "admin")] }],
            Rows = [Rows(1, "1", "member")],
        };

        Assert.DoesNotContain(Compare(before, after), effect => effect.Destroys);
    }

    [Fact]
    public void A_sequence_may_go_forward_and_not_back()
    {
        var sequence = new SeenSequence(7, "public", "s", 0, 0, 1, 10);
        var before = Database() with { Sequences = [sequence] };

        Assert.Empty(Compare(before, before with { Sequences = [sequence with { Next = 11 }] }));
        Assert.IsType<Effect.MovedBack>(
            Assert.Single(Compare(before, before with { Sequences = [sequence with { Next = 1 }] }))
        );
    }

    private static ValueList<Effect> Compare(DatabaseSnapshot before, DatabaseSnapshot after) =>
        SnapshotComparison.Compare(before, after);

    private static DatabaseSnapshot Database(params SeenTable[] tables) =>
        DatabaseSnapshot.Empty with
        {
            Tables = tables.ToValueList(),
        };

    private static SeenTable Users(SeenColumn? name = null) =>
        new(1, "public", "users", RelationKind.Table, 1, 0, [Id, name ?? Name]);

    private static SeenColumn Column(int number, string name, string type) =>
        new(number, name, type, number, TypeKind.Base, 0, false, null, IdentityKind.None, false);

    private static SeenRows Rows(long table, params string?[] values) =>
        new(table, [1, 2], [1], values.Chunk(2).Select(row => new SeenRow(row.ToValueList())).ToValueList());
}
