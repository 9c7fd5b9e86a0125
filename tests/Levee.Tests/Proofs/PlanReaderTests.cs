using Levee.Core.Rehearsals;

namespace Levee.Tests.Proofs;

public sealed class PlanReaderTests
{
    [Fact]
    public void Every_change_in_a_plan_is_read_with_its_relation()
    {
        const string Plan = """
            duration: 0.004 ms  plan:
            {
              "Query Text": "WITH gone AS (DELETE FROM users WHERE false RETURNING id) DELETE FROM k WHERE u > 5",
              "Plan": {
                "Node Type": "ModifyTable", "Operation": "Delete", "Relation Name": "k", "Schema": "public", "Actual Loops": 1,
                "Plans": [
                  {
                    "Node Type": "ModifyTable", "Operation": "Delete", "Parent Relationship": "InitPlan",
                    "Relation Name": "users", "Schema": "app", "Actual Loops": 1,
                    "Plans": [ { "Node Type": "Result", "Parent Relationship": "Outer", "One-Time Filter": "false" } ]
                  },
                  { "Node Type": "Seq Scan", "Parent Relationship": "Outer", "Relation Name": "k" }
                ]
              }
            }
            """;

        var found = PlanReader.Read(Plan, null, 3).ToList();

        Assert.Equal([new("public", "k"), new("app", "users")], found.Select(change => change.Relation));
        Assert.Equal([false, true], found.Select(change => change.IsNeverTrue));
        Assert.All(found, change => Assert.Equal((3, ChangeVerb.Delete), (change.Statement, change.Verb)));
    }

    [Theory]
    [InlineData("0", false)]
    [InlineData("2.00", true)]
    public void Rows_that_came_to_a_change_are_told(string rows, bool met)
    {
        var plan =
            "plan: {\"Plan\": {\"Node Type\": \"ModifyTable\", \"Operation\": \"Delete\", \"Relation Name\": \"t\", "
            + "\"Schema\": \"public\", \"Actual Loops\": 1, \"Plans\": [{\"Node Type\": \"Seq Scan\", "
            + $"\"Parent Relationship\": \"Outer\", \"Actual Rows\": {rows}}}]}}}}";

        Assert.Equal(met, Assert.Single(PlanReader.Read(plan, null, 0)).MetRows);
    }

    [Fact]
    public void What_is_only_explained_changes_nothing() =>
        Assert.Empty(
            PlanReader.Read(
                "plan: {\"Plan\": {\"Node Type\": \"ModifyTable\", \"Operation\": \"Delete\", \"Relation Name\": \"t\"}}",
                null,
                0
            )
        );

    [Theory]
    [InlineData("\"Conflict Resolution\": \"UPDATE\",", ChangeVerb.Upsert)]
    [InlineData("\"Conflict Resolution\": \"NOTHING\",", ChangeVerb.Insert)]
    [InlineData("", ChangeVerb.Insert)]
    public void An_insert_that_may_overwrite_is_told_apart(string conflict, ChangeVerb verb)
    {
        var plan =
            "plan: {\"Plan\": {\"Node Type\": \"ModifyTable\", \"Operation\": \"Insert\", "
            + conflict
            + "\"Relation Name\": \"t\", \"Schema\": \"public\", \"Actual Loops\": 1}}";

        Assert.Equal(verb, Assert.Single(PlanReader.Read(plan, null, 0)).Verb);
    }
}
