using Levee.Core;
using Levee.Core.Effects;

namespace Levee.Tests.Effects;

/// <summary>What became of an index or a constraint: the same, a stronger one, the same in other words, or a weaker one.</summary>
public sealed class WeakerRuleTests
{
    private static readonly SeenIndex Index = new(
        7,
        "public",
        "i",
        1,
        true,
        true,
        [2],
        null,
        null,
        "text",
        false,
        0,
        0
    );

    private static readonly SeenConstraint Rule = new(
        8,
        "rule",
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
        "CHECK ((a > 0))"
    );

    [Fact]
    public void A_plain_index_may_become_unique_and_a_unique_one_not_plain()
    {
        Assert.False(LosesIndex(Index with { IsUnique = false }, Index));
        Assert.True(LosesIndex(Index, Index with { IsUnique = false }));
    }

    [Fact]
    public void A_plain_index_is_replaced_by_a_new_one_that_begins_with_its_columns()
    {
        var plain = Index with { IsUnique = false };

        Assert.False(LosesIndex(plain, plain with { Keys = [2, 3], Equality = "text,text" }));
        Assert.True(LosesIndex(plain, plain with { Keys = [3, 2], Equality = "text,text" }));
    }

    [Fact]
    public void A_wider_index_that_was_there_before_takes_no_place()
    {
        var plain = Index with { IsUnique = false };
        var wider = plain with { Oid = 9, Name = "wider", Keys = [2, 3], Equality = "text,text" };

        Assert.Contains(
            Compare(Table() with { Indexes = [plain, wider] }, Table() with { Indexes = [wider] }),
            effect => effect.Object == "index public.i"
        );
    }

    [Fact]
    public void A_unique_rule_on_fewer_columns_or_on_all_rows_is_a_stronger_one()
    {
        Assert.False(LosesIndex(Index with { Keys = [2, 3], Equality = "text,text" }, Index with { Keys = [3] }));
        Assert.False(LosesIndex(Index with { Predicate = "(b > 0)" }, Index));
        Assert.True(LosesIndex(Index, Index with { Predicate = "(b > 0)" }));
        Assert.True(LosesIndex(Index, Index with { Keys = [2, 3], Equality = "text,text" }));
    }

    [Fact]
    public void Nulls_that_were_equal_have_to_stay_so_unless_there_can_be_none()
    {
        var strict = Index with { NullsAreEqual = true };

        Assert.False(LosesIndex(Index, strict));
        Assert.True(LosesIndex(strict, Index));
        Assert.False(LosesIndex(strict, Index, a => a with { IsRequired = true }));
    }

    [Fact]
    public void A_collation_that_takes_different_texts_for_equal_is_part_of_the_rule()
    {
        var folding = Index with { Equality = "text folding" };

        Assert.False(LosesIndex(Index, folding));
        Assert.True(LosesIndex(folding, Index));
    }

    [Fact]
    public void Another_operator_class_is_another_equality_unless_the_type_is_another()
    {
        Assert.True(LosesIndex(Index, Index with { Equality = "cents" }));
        Assert.False(LosesIndex(Index, Index with { Equality = "citext" }, a => a with { Type = "citext" }));
    }

    [Fact]
    public void An_exclusion_with_other_operators_is_another_rule()
    {
        var rule = Rule with { Kind = ConstraintKind.Exclusion, Operators = "&&(tstzrange,tstzrange)" };

        Assert.False(LosesRule(rule, rule));
        Assert.True(LosesRule(rule, rule with { Operators = "=(anyrange,anyrange)" }));
    }

    [Fact]
    public void A_foreign_key_with_another_action_is_the_same_rule_and_without_match_full_it_is_not()
    {
        var key = Rule with
        {
            Kind = ConstraintKind.ForeignKey,
            Keys = [2, 3],
            Target = 1,
            TargetKeys = [1, 2],
            Operators = "match full",
        };

        Assert.False(LosesRule(key, key with { Definition = "FOREIGN KEY … ON DELETE CASCADE" }));
        Assert.False(LosesRule(key, key with { Keys = [3, 2], TargetKeys = [2, 1] }));
        Assert.True(LosesRule(key, key with { Operators = "" }));
        Assert.True(LosesRule(key, key with { TargetKeys = [2, 1] }));
    }

    [Fact]
    public void Not_null_says_what_a_check_for_values_said()
    {
        var rule = Rule with { Definition = "CHECK ((a IS NOT NULL))" };
        var two = Rule with { Keys = [2, 3], Definition = "CHECK (((a IS NOT NULL) AND (b IS NOT NULL)))" };

        Assert.False(LosesRule(rule, null, a => a with { IsRequired = true }));
        Assert.True(LosesRule(rule, null));
        Assert.True(LosesRule(two, null, a => a with { IsRequired = true }));
        Assert.True(LosesRule(Rule, null, a => a with { IsRequired = true }));
    }

    [Fact]
    public void An_enum_or_a_boolean_says_what_a_list_of_values_said()
    {
        var list = Rule with { Definition = "CHECK ((a = ANY (ARRAY['x'::text, 'y'::text])))" };

        Assert.False(LosesRule(list, null, a => a with { Type = "state", TypeKind = TypeKind.Enum }));
        Assert.False(LosesRule(list, null, a => a with { Type = "boolean" }));
        Assert.True(LosesRule(list, null, a => a with { Type = "character varying" }));
        Assert.True(LosesRule(Rule, null, a => a with { Type = "state", TypeKind = TypeKind.Enum }));
    }

    [Fact]
    public void A_unique_rule_on_required_columns_says_what_a_primary_key_said()
    {
        var key = Rule with { Kind = ConstraintKind.PrimaryKey };
        var before = Table(a => a with { IsRequired = true }) with
        {
            Constraints = [key],
            Indexes = [Index with { Constraint = 8 }],
        };
        var unique = before with { Constraints = [], Indexes = [Index with { Oid = 9 }] };

        Assert.False(Destroys(before, unique));
        Assert.True(Destroys(before, unique with { Tables = Table().Tables }));
        Assert.True(Destroys(before, unique with { Indexes = [] }));
    }

    private static bool LosesIndex(SeenIndex old, SeenIndex now, Func<SeenColumn, SeenColumn>? change = null) =>
        Destroys(Table() with { Indexes = [old] }, Table(change) with { Indexes = [now with { Oid = 9 }] });

    private static bool LosesRule(
        SeenConstraint old,
        SeenConstraint? now,
        Func<SeenColumn, SeenColumn>? change = null
    ) =>
        Destroys(
            Table() with
            {
                Constraints = [old],
            },
            Table(change) with
            {
                Constraints = now is null ? [] : [now with { Oid = 9 }],
            }
        );

    private static bool Destroys(DatabaseSnapshot before, DatabaseSnapshot after) =>
        Compare(before, after).Any(effect => effect.Destroys);

    private static ValueList<Effect> Compare(DatabaseSnapshot before, DatabaseSnapshot after) =>
        SnapshotComparison.Compare(before, after);

    /// <summary>A table with the columns id, a and b.</summary>
    private static DatabaseSnapshot Table(Func<SeenColumn, SeenColumn>? change = null)
    {
        var a = Column(2, "a");
        return DatabaseSnapshot.Empty with
        {
            Tables =
            [
                new(
                    1,
                    "public",
                    "t",
                    RelationKind.Table,
                    1,
                    0,
                    [Column(1, "id"), change?.Invoke(a) ?? a, Column(3, "b")]
                ),
            ],
        };
    }

    private static SeenColumn Column(int number, string name) =>
        new(number, name, "text", 25, TypeKind.Base, 0, false, null, IdentityKind.None, false);
}
