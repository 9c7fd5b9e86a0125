using Levee.Core.Effects;
using Levee.Core.Proofs;
using Levee.Core.Statements;

namespace Levee.Tests.Proofs;

public sealed class ProofTests
{
    private static SeenColumn Column(int number, string name, bool isRequired = false) =>
        new(number, name, "text", 25, TypeKind.Base, 0, isRequired, null, IdentityKind.None, false);

    private static readonly SeenTable Users = new(
        20000,
        "public",
        "users",
        RelationKind.Table,
        1,
        0,
        [Column(1, "id", isRequired: true), Column(2, "bio"), Column(3, "org_id", isRequired: true)]
    );
    private static readonly SeenTable Orgs = new(
        20001,
        "public",
        "orgs",
        RelationKind.Table,
        2,
        0,
        [Column(1, "id", isRequired: true)]
    );
    private static readonly DatabaseSnapshot Before = DatabaseSnapshot.Empty with
    {
        Tables = [Users, Orgs],
        Constraints =
        [
            new(20100, "users_org_fkey", ConstraintKind.ForeignKey, 20000, 0, [3], 20001, [1], "", true, true, 0, ""),
        ],
    };

    [Theory]
    [InlineData("UPDATE users SET fresh = 1")]
    [InlineData("UPDATE users SET bio = '' WHERE bio IS NULL")]
    [InlineData("UPDATE users u SET bio = '' WHERE (u.bio IS NULL) AND u.id <> '3'")]
    [InlineData("UPDATE users SET bio = COALESCE(bio, lower('X')), fresh = 2")]
    [InlineData("UPDATE users SET bio = bio || ''")]
    [InlineData("UPDATE users SET bio = CASE WHEN bio IS NULL THEN 'x' ELSE bio END")]
    [InlineData("UPDATE users SET (bio, fresh) = (COALESCE(bio, 'x'), 'y')")]
    [InlineData("DELETE FROM users WHERE id <> id OR 1 = 0 OR false AND bio = 'x'")]
    [InlineData(
        "MERGE INTO users u USING orgs o ON u.id = o.id WHEN MATCHED AND false THEN DELETE "
            + "WHEN MATCHED AND u.bio IS NULL THEN UPDATE SET bio = o.id WHEN NOT MATCHED THEN INSERT (id) VALUES (o.id)"
    )]
    [InlineData("DELETE FROM users WHERE id IS NULL")]
    [InlineData("DELETE FROM users WHERE id IS NULL OR org_id IS NULL")]
    [InlineData("DELETE FROM users u WHERE NOT EXISTS (SELECT 1 FROM orgs o WHERE o.id = u.org_id)")]
    [InlineData("INSERT INTO users (id) VALUES (1) ON CONFLICT (id) DO UPDATE SET bio = 'x' WHERE users.bio IS NULL")]
    [InlineData("MERGE INTO users u USING orgs o ON u.id = o.id WHEN NOT MATCHED THEN INSERT (id) VALUES (o.id)")]
    [InlineData("DELETE FROM users u USING gone g WHERE u.id = g.id", "CREATE TABLE gone (id text)")]
    public void A_change_that_harms_no_row_is_proved_so(string sql, params string[] earlier) =>
        Assert.NotNull(Why(sql, earlier));

    [Theory]
    [InlineData("UPDATE users SET bio = ''")]
    [InlineData("UPDATE users SET fresh = 1, bio = ''")]
    [InlineData("UPDATE users SET bio = '' WHERE bio IS NULL OR id = '1'")]
    [InlineData("UPDATE users SET bio = '' WHERE id BETWEEN 'a' AND bio IS NULL")]
    [InlineData("UPDATE users SET bio = '' WHERE (bio IS NULL) = (id = 'x')")]
    [InlineData("UPDATE users SET bio = '' WHERE NOT bio IS NULL")]
    [InlineData("UPDATE users SET bio = COALESCE(bio, '') || 'x'")]
    [InlineData("UPDATE users SET bio = COALESCE(lower(bio), '')")]
    [InlineData("UPDATE users u SET bio = COALESCE(o.bio, '') FROM orgs o")]
    [InlineData("UPDATE users u SET bio = '' FROM orgs o WHERE o.bio IS NULL")]
    [InlineData("UPDATE users SET bio = bio || 'x'")]
    [InlineData("UPDATE users SET bio = CASE WHEN bio IS NULL THEN 'x' WHEN id = '1' THEN 'y' ELSE bio END")]
    [InlineData("UPDATE users SET bio = CASE WHEN id IS NULL THEN 'x' ELSE bio END || 'y'")]
    [InlineData("UPDATE users SET (bio, fresh) = ('x', 'y') WHERE fresh IS NULL")]
    [InlineData("UPDATE users SET (bio, fresh) = (SELECT bio, id FROM orgs)")]
    [InlineData("DELETE FROM users WHERE 1 = 1")]
    [InlineData("DELETE FROM users WHERE id <> bio")]
    [InlineData("DELETE FROM users WHERE id IS NULL", "ALTER TABLE users ALTER id DROP NOT NULL")]
    [InlineData("MERGE INTO users u USING orgs o ON u.id = o.id WHEN MATCHED AND u.bio IS NULL THEN DELETE")]
    [InlineData(
        "MERGE INTO users u USING orgs o ON u.id = o.id WHEN MATCHED AND o.id IS NULL THEN UPDATE SET bio = o.id"
    )]
    [InlineData("DELETE FROM users WHERE bio IS NULL")]
    [InlineData("DELETE FROM users WHERE id IS NULL OR true")]
    [InlineData("DELETE FROM users WHERE CASE WHEN id IS NULL THEN true ELSE true END")]
    [InlineData("DELETE FROM users u WHERE NOT EXISTS (SELECT 1 FROM orgs o WHERE o.id = u.id)")]
    [InlineData("DELETE FROM users u WHERE NOT EXISTS (SELECT 1 FROM orgs o WHERE o.id = u.org_id LIMIT 0)")]
    [InlineData("DELETE FROM users u WHERE NOT EXISTS (SELECT 1 FROM orgs o WHERE o.id = u.org_id) OR true")]
    [InlineData("MERGE INTO users u USING orgs o ON u.id = o.id WHEN MATCHED THEN DELETE")]
    [InlineData("DELETE FROM users u USING gone g WHERE u.id = g.id", "CREATE TABLE gone AS SELECT 'a' AS id")]
    [InlineData("DELETE FROM users u USING gone g WHERE u.id = g.id", "ALTER TABLE orgs RENAME TO gone")]
    [InlineData("DELETE FROM users u USING gone g WHERE u.id = g.id", "CREATE TABLE gone (id text)", "SELECT fill()")]
    [InlineData(
        "DELETE FROM users WHERE bio IN (SELECT g.bio FROM gone g JOIN orgs USING (id))",
        "CREATE TABLE gone (id text)"
    )]
    public void What_may_take_a_value_is_not_acquitted(string sql, params string[] earlier) =>
        Assert.Null(Why(sql, earlier));

    [Fact]
    public void A_trigger_may_do_what_the_statement_does_not_say()
    {
        var watched = Before with { Code = [new("trigger", 20200, "users.t", 20000, "O")] };

        Assert.Null(Why("UPDATE users SET bio = '' WHERE bio IS NULL", [], watched));
    }

    [Fact]
    public void A_trigger_on_other_events_does_not_run_along()
    {
        var watched = Before with { Code = [new("trigger", 20200, "users.t", 20000, "O: insert delete")] };

        Assert.NotNull(Why("UPDATE users SET bio = '' WHERE bio IS NULL", [], watched));
        Assert.Null(
            Why(
                "INSERT INTO users (id) VALUES (1) ON CONFLICT (id) DO UPDATE SET bio = COALESCE(users.bio, '')",
                [],
                watched
            )
        );
    }

    [Fact]
    public void A_trigger_that_stands_for_one_statement_only_is_in_no_catalog() =>
        Assert.Null(Why("UPDATE users SET fresh = 1", [], mayChangeCode: true));

    [Fact]
    public void Operators_of_the_database_may_mean_anything()
    {
        var own = Before with { Code = [new("operator", 20300, "public.||", 0, "f")] };

        Assert.Null(Why("UPDATE users SET bio = bio || ''", [], own));
        Assert.Null(Why("DELETE FROM users WHERE id <> id", [], own));
    }

    [Fact]
    public void A_trigger_that_returns_NULL_keeps_every_row_where_it_was_seen_to_run()
    {
        var kept = Before with { Code = [new("trigger", 20200, "users.soft", 20000, "no delete O")] };

        Assert.NotNull(Why("DELETE FROM users WHERE bio = 'x'", [], kept, metRows: true));
        Assert.Null(Why("DELETE FROM users WHERE bio = 'x'", [], kept));
        Assert.Null(Why("DELETE FROM users WHERE bio = 'x'", [], kept, mayChangeCode: true, metRows: true));
    }

    [Fact]
    public void A_rule_that_PostgreSQL_was_seen_to_pass_over_turns_nothing_off()
    {
        var ruled = Before with { Code = [new("rule", 20200, "users.stay", 20000, "no delete")] };

        Assert.NotNull(Why("DELETE FROM users WHERE bio = 'x'", [], ruled));
        Assert.Null(Why("DELETE FROM users WHERE bio = 'x'", [], ruled, isExecuted: true));
    }

    private static string? Why(
        string sql,
        string[] earlier,
        DatabaseSnapshot? before = null,
        bool mayChangeCode = false,
        bool metRows = false,
        bool isExecuted = false
    )
    {
        var change = Assert.Single(ChangeText.ReadAll(sql));
        return Proof.Find(
            new(change, Users, before ?? Before, before ?? Before)
            {
                MayChangeCode = mayChangeCode,
                MayReplaceFunctions = false,
                MayChangeOperators = false,
                MetRows = metRows,
                IsExecuted = isExecuted,
                NumberOf = name => Users.FindColumn(name)?.Number ?? (name == "fresh" ? 4 : null),
                Earlier = earlier,
            }
        );
    }
}
