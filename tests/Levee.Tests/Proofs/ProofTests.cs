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

    private static string? Why(string sql, string[] earlier, DatabaseSnapshot? before = null)
    {
        var change = Assert.Single(ChangeText.ReadAll(sql));
        return Proof.Find(
            new(change, Users, before ?? Before, before ?? Before)
            {
                NumberOf = name => Users.FindColumn(name)?.Number ?? (name == "fresh" ? 4 : null),
                Earlier = earlier,
            }
        );
    }
}
