namespace Levee.Tests.EndToEnd;

/// <summary>Real git repositories: why a drop is there.</summary>
[Slow]
public sealed class DropCauseTests
{
    private const string Schema = """
        datasource db {
          provider = "postgresql"
          url      = env("DATABASE_URL")
        }

        model users {
          id    Int    @id
          email String
        }

        """;

    private const string WithPhone = "  email String\n  phone String?\n";

    private const string First = """
        -- CreateTable
        CREATE TABLE "users" (
            "id" INTEGER NOT NULL,
            "email" TEXT NOT NULL,

            CONSTRAINT "users_pkey" PRIMARY KEY ("id")
        );

        """;

    private const string AddPhone = "ALTER TABLE \"users\" ADD COLUMN     \"phone\" TEXT;\n";
    private const string PhoneFolder = "20260102000000_phone";

    private static Sandbox Project() =>
        Sandbox.With(("prisma/schema.prisma", Schema), ("prisma/migrations/20260101000000_first/migration.sql", First));

    private static Sandbox ProjectWithPhone() =>
        Sandbox.With(
            ("prisma/schema.prisma", Schema.Replace("  email String\n", WithPhone)),
            ("prisma/migrations/20260101000000_first/migration.sql", First),
            ($"prisma/migrations/{PhoneFolder}/migration.sql", AddPhone)
        );

    private static void PushPhone(Sandbox sandbox, string branch = "main") =>
        sandbox.OthersPush(
            "Add the phone",
            other =>
            {
                var path = Path.Combine(other, "prisma/schema.prisma");
                File.WriteAllText(path, File.ReadAllText(path).Replace("  email String\n", WithPhone));
                Directory.CreateDirectory(Path.Combine(other, "prisma/migrations", PhoneFolder));
                File.WriteAllText(Path.Combine(other, "prisma/migrations", PhoneFolder, "migration.sql"), AddPhone);
            },
            branch
        );

    [Fact]
    public void A_drop_of_what_the_branch_never_had_is_headed_stale_even_when_the_check_is_skipped()
    {
        using var sandbox = Project();
        PushPhone(sandbox);
        sandbox.Git("fetch", "--quiet");
        // The migrations came over, the schema did not: how it happened.
        sandbox.Git("checkout", "--quiet", "origin/main", "--", "prisma/migrations");
        sandbox.Commit("Take the migrations over");

        var refused = sandbox.Levee("generate", "oops", "--skip-freshness-check");

        Assert.Equal(2, refused.Code);
        Assert.Contains("stale drop: drops column users.phone", refused.Talk);
        Assert.Contains("was added on origin/main by", refused.Talk);
        Assert.Contains("Add the phone), in " + PhoneFolder, refused.Talk);
        Assert.Contains("this branch never had it", refused.Talk);
    }

    [Fact]
    public void A_column_removed_in_the_working_tree_is_intended()
    {
        using var sandbox = ProjectWithPhone();
        sandbox.Replace("prisma/schema.prisma", "  phone String?\n", "");

        var refused = sandbox.Levee("generate", "drop_phone");

        Assert.Equal(2, refused.Code);
        Assert.Contains("intended: users.phone was removed in the working tree", refused.Talk);
    }

    [Fact]
    public void A_column_removed_in_a_commit_is_intended_by_it()
    {
        using var sandbox = ProjectWithPhone();
        sandbox.Replace("prisma/schema.prisma", "  phone String?\n", "");
        sandbox.Commit("Nobody calls any more");

        var refused = sandbox.Levee("generate", "drop_phone");

        Assert.Equal(2, refused.Code);
        Assert.Contains("intended: users.phone was removed on this branch by", refused.Talk);
        Assert.Contains("Nobody calls any more", refused.Talk);
    }

    [Fact]
    public void A_rebase_that_lost_the_line_is_stale_and_not_intended()
    {
        using var sandbox = Project();
        // An hour before the others: a rebase keeps the author's date.
        sandbox.Replace("prisma/schema.prisma", "  email String\n", "  email String\n  age   Int?\n");
        sandbox.Git("add", "-A");
        sandbox.Git("commit", "--quiet", "--date", "2020-01-01T00:00:00Z", "-m", "Add the age");
        PushPhone(sandbox);
        sandbox.Git("fetch", "--quiet");
        // The conflict was resolved with "mine": the phone is gone from the rebased commit.
        sandbox.Git("rebase", "--quiet", "-X", "theirs", "origin/main");
        Assert.DoesNotContain("phone", sandbox.Read("prisma/schema.prisma"));

        var refused = sandbox.Levee("generate", "add_age");

        Assert.Equal(2, refused.Code);
        Assert.Contains("stale drop: drops column users.phone", refused.Talk);
        Assert.Contains("Add the age) was written before that and lost it in a rebase or merge", refused.Talk);
    }

    [Fact]
    public void A_branch_that_had_it_before_the_squash_and_removed_it_is_intended()
    {
        using var sandbox = Project();
        sandbox.Replace("prisma/schema.prisma", "  email String\n", WithPhone);
        sandbox.Write($"prisma/migrations/{PhoneFolder}/migration.sql", AddPhone);
        sandbox.Commit("Add the phone, first try");
        // The base got it as one squashed commit that this branch does not have.
        PushPhone(sandbox);
        sandbox.Replace("prisma/schema.prisma", "  phone String?\n", "");
        sandbox.Commit("The phone is not needed after all");

        var refused = sandbox.Levee("generate", "drop_phone", "--skip-freshness-check");

        Assert.Equal(2, refused.Code);
        Assert.Contains("intended: users.phone was removed on this branch by", refused.Talk);
        Assert.Contains("The phone is not needed after all", refused.Talk);
    }

    [Fact]
    public void A_drop_that_only_the_SQL_asks_for_is_hand_written()
    {
        using var sandbox = ProjectWithPhone();
        sandbox.Write(
            "prisma/migrations/20260103000000_by_hand/migration.sql",
            "ALTER TABLE users DROP COLUMN phone;\n"
        );
        sandbox.Commit("Drop by hand");

        var refused = sandbox.Levee("lint", "--since", "origin/main");

        Assert.Equal(2, refused.Code);
        Assert.Contains("hand-written: the schema still has users.phone", refused.Talk);
    }

    [Fact]
    public void Check_refuses_a_drop_that_is_not_approved_and_passes_one_that_is()
    {
        using var sandbox = ProjectWithPhone();
        sandbox.Replace("prisma/schema.prisma", "  phone String?\n", "");
        const string Path = "prisma/migrations/20260103000000_drop/migration.sql";
        const string Drop = "-- AlterTable\nALTER TABLE \"users\" DROP COLUMN \"phone\";\n";
        sandbox.Write(Path, Drop);
        sandbox.Commit("Drop the phone");

        var refused = sandbox.Levee("check");
        sandbox.Write(Path, "-- levee:allow drop-column \"users\".\"phone\" nobody calls any more\n" + Drop);
        var approved = sandbox.Levee("check");
        sandbox.Write(Path, "-- levee:allow drop-table \"users\" too much\n" + Drop);
        var unused = sandbox.Levee("lint", "--since", "origin/main");

        Assert.Equal(2, refused.Code);
        Assert.Contains("intended: users.phone was removed on this branch", refused.Output);
        Assert.Equal(0, approved.Code);
        Assert.Equal(2, unused.Code);
        Assert.Contains("approval-unused", unused.Talk);
    }

    [Fact]
    public void What_this_branch_made_itself_is_no_drop_by_hand()
    {
        using var sandbox = Project();
        sandbox.Write($"prisma/migrations/{PhoneFolder}/migration.sql", AddPhone);
        sandbox.Write(
            "prisma/migrations/20260103000000_no_phone/migration.sql",
            "ALTER TABLE users DROP COLUMN phone;\n"
        );
        sandbox.Commit("Add a phone and think again");

        var passed = sandbox.Levee("check");

        Assert.True(passed.Code == 0, passed.ToString());
        Assert.Contains("which only this branch's own migrations made", passed.Output);
    }

    [Fact]
    public void A_column_that_gets_another_type_is_said_to_be_changed()
    {
        using var sandbox = Project();
        sandbox.Replace("prisma/schema.prisma", "  email String\n", "  email Int\n");

        var refused = sandbox.Levee("generate", "number");

        Assert.Equal(2, refused.Code);
        Assert.Contains("cause: intended: users.email was changed in the working tree", refused.Talk);
    }

    [Fact]
    public void An_index_that_no_model_has_comes_with_the_line_that_keeps_it()
    {
        using var sandbox = Project();
        sandbox.Write(
            "prisma/migrations/20260102000000_by_hand/migration.sql",
            "CREATE INDEX by_hand ON users (email text_pattern_ops DESC);\n"
        );
        sandbox.Commit("An index by hand");
        const string Line = "@@index([email(ops: raw(\"text_pattern_ops\"), sort: Desc)], map: \"by_hand\")";

        var disagreed = sandbox.Levee("check");
        sandbox.Replace("prisma/schema.prisma", "  email String\n", $"  email String\n  {Line}\n");
        var kept = sandbox.Levee("check");

        Assert.Equal(5, disagreed.Code);
        Assert.Contains(Line, disagreed.Output);
        Assert.DoesNotContain("DROP INDEX", disagreed.Output);
        Assert.True(kept.Code == 0, kept.ToString());
    }

    [Fact]
    public void Check_looks_for_the_cause_on_the_base_that_it_is_told()
    {
        using var sandbox = Project();
        sandbox.Git("switch", "--quiet", "-c", "release");
        sandbox.Replace("prisma/schema.prisma", "  email String\n", WithPhone);
        sandbox.Write($"prisma/migrations/{PhoneFolder}/migration.sql", AddPhone);
        sandbox.Commit("Add the phone");
        sandbox.Git("push", "--quiet", "origin", "release");
        sandbox.Git("switch", "--quiet", "feature");
        // The migrations came over, the schema did not.
        sandbox.Git("checkout", "--quiet", "release", "--", "prisma/migrations");
        sandbox.Write(
            "prisma/migrations/20260103000000_drop/migration.sql",
            "ALTER TABLE \"users\" DROP COLUMN \"phone\";\n"
        );
        sandbox.Commit("Take the migrations over");

        var refused = sandbox.Levee("check", "--base-branch", "release");

        Assert.Equal(2, refused.Code);
        Assert.Contains("was added on origin/release by", refused.Output);
        Assert.Contains("this branch never had it", refused.Output);
    }

    [Fact]
    public void The_base_is_the_one_that_the_remote_names_and_not_one_that_is_often_called_so()
    {
        using var sandbox = Project();
        Sandbox.GitIn(sandbox.Remote, "branch", "develop", "main");
        Sandbox.GitIn(sandbox.Remote, "symbolic-ref", "HEAD", "refs/heads/develop");
        PushPhone(sandbox, "develop");
        sandbox.Git("fetch", "--quiet");
        sandbox.Git("checkout", "--quiet", "origin/develop", "--", "prisma/migrations");
        sandbox.Commit("Take the migrations over");

        var refused = sandbox.Levee("generate", "oops");

        Assert.Equal(3, refused.Code);
        Assert.Contains("stale drop: drops column users.phone", refused.Talk);
        Assert.Contains("was added on origin/develop by", refused.Talk);
    }
}
