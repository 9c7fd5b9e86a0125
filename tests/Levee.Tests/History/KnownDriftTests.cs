using Levee.Core;
using Levee.Core.Diff;
using Levee.Core.History;
using Levee.Core.Plan;
using Levee.Core.Psl;
using Levee.Core.Schema;
using Levee.Core.Text;

namespace Levee.Tests.History;

/// <summary>What of a plan is a branch's own, where the base lacks something as well.</summary>
public sealed class KnownDriftTests
{
    private const string Made = "model A {\n  id Int @id\n}\nenum E {\n  ONE\n}\n";

    [Fact]
    public void What_the_base_lacks_as_well_is_left_out()
    {
        var divided = Divide(
            @base: "model A {\n  id Int @id\n  old Int?\n}\nenum E {\n  ONE\n}\n",
            here: "model A {\n  id Int @id\n  old Int?\n  mine Int?\n}\nenum E {\n  ONE\n}\n"
        );

        Assert.Equal(["add column A.mine"], Texts(divided.Own));
        Assert.Equal(["add column A.old"], divided.Known.Select(change => change.Text));
    }

    [Fact]
    public void What_the_branch_defines_otherwise_is_its_own()
    {
        var divided = Divide(
            @base: "model A {\n  id Int @id\n  old Int?\n}\nenum E {\n  ONE\n}\n",
            here: "model A {\n  id Int @id\n  old String?\n}\nenum E {\n  ONE\n}\n"
        );

        Assert.Equal(["add column A.old"], Texts(divided.Own));
        Assert.Equal(["add column A.old"], divided.TakenOver.Select(change => change.Text));
    }

    [Fact]
    public void Of_an_enum_only_the_branchs_value_is_its_own()
    {
        var divided = Divide(
            @base: "model A {\n  id Int @id\n}\nenum E {\n  ONE\n  TWO\n}\n",
            here: "model A {\n  id Int @id\n}\nenum E {\n  ONE\n  TWO\n  THREE\n}\n"
        );

        Assert.Equal(["add value THREE to enum E"], Texts(divided.Own));
        Assert.Equal(["add value TWO to enum E"], divided.Known.Select(change => change.Text));
    }

    [Fact]
    public void A_table_that_the_branch_makes_comes_with_its_indexes()
    {
        var divided = Divide(
            @base: Made + "model B {\n  id Int @id\n  x Int\n  @@index([x])\n}\n",
            here: Made + "model B {\n  id Int @id\n  x Int\n  y Int\n  @@index([x])\n}\n"
        );

        Assert.Equal(["create table B", "create index B_x_idx on B"], Texts(divided.Own));
        Assert.Empty(divided.Known);
    }

    [Fact]
    public void What_was_accepted_is_left_out_and_not_told()
    {
        var whole = Plan(Made, Made + "model B {\n  id Int @id\n}\n");

        var divided = new KnownDrift([], ["create table B"]).Divide(whole);

        Assert.True(divided.Own.IsEmpty);
        Assert.Empty(divided.Known);
    }

    private static DividedPlan Divide(string @base, string here) =>
        new KnownDrift(PlannedChange.Of(Plan(Made, @base)).ToValueList(), []).Divide(Plan(Made, here));

    private static IEnumerable<string> Texts(MigrationPlan plan) =>
        PlannedChange.Of(plan).Select(change => change.Text);

    private static MigrationPlan Plan(string before, string after) =>
        Differ.Diff(new Pair<DatabaseSchema>(Schema(before), Schema(after)));

    private static DatabaseSchema Schema(string models)
    {
        var text = "datasource db {\n  provider = \"postgresql\"\n  url = \"postgresql://h/d\"\n}\n\n" + models;
        return PrismaSchema.Load([new SourceText("schema.prisma", text)]).Schema!;
    }
}
