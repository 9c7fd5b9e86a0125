using System.Text;

namespace Levee.Tests.EndToEnd;

/// <summary><c>levee check</c> in the clones, checkouts and files that CI and people's machines really have.</summary>
[Slow]
public sealed class CheckPlacesTests : IDisposable
{
    private const string Schema =
        "datasource db {\n  provider = \"postgresql\"\n  url = env(\"DATABASE_URL\")\n}\n\nmodel A {\n  id Int @id\n}\n";
    private const string Create =
        "-- CreateTable\nCREATE TABLE \"A\" (\n    \"id\" INTEGER NOT NULL,\n\n    CONSTRAINT \"A_pkey\" PRIMARY KEY (\"id\")\n);\n";
    private const string Folder = "prisma/déjà vu";
    private const string First = $"{Folder}/20260101000000_first/migration.sql";

    private readonly Sandbox _sandbox = Sandbox.With(
        ("levee.toml", $"schema = \"prisma/schema.prisma\"\nmigrations = \"{Folder}\"\n"),
        ("prisma/schema.prisma", Schema),
        (First, Create)
    );
    private readonly TempFolder _place = new();

    public void Dispose()
    {
        _sandbox.Dispose();
        _place.Dispose();
    }

    [Fact]
    public void A_folder_with_blanks_and_letters_of_other_languages_is_named_so_that_a_shell_takes_it()
    {
        _sandbox.Write(First, Create + "-- edited\n");

        Assert.Contains($"git checkout origin/main -- '{First}'", Check(6).Output);
    }

    [Fact]
    public void A_detached_HEAD_is_checked_like_a_branch()
    {
        Drop();
        _sandbox.Commit("Drop A");
        _sandbox.Git("switch", "--quiet", "--detach");

        Assert.Contains("error[drop-table]", Check(2).Output);
    }

    [Fact]
    public void Links_in_a_schema_folder_are_followed_in_a_commit_as_in_the_work_tree()
    {
        _sandbox.Write("levee.toml", $"schema = \"prisma/parts\"\nmigrations = \"{Folder}\"\n");
        _sandbox.Write("prisma/parts/head.prisma", Schema[..Schema.IndexOf("model", StringComparison.Ordinal)]);
        _sandbox.Write("shared/one.prisma", "model B {\n  id Int @id\n}\n");
        _sandbox.Write("shared/more/two.prisma", "model C {\n  id Int @id\n}\n");
        File.CreateSymbolicLink(_sandbox["prisma/parts/one.prisma"], "../../shared/one.prisma");
        File.CreateSymbolicLink(_sandbox["prisma/parts/more"], "../../shared/more");
        File.CreateSymbolicLink(_sandbox["prisma/parts/more2"], ".");
        _sandbox.Commit("Link to what is shared");
        _sandbox.Write("shared/one.prisma", "model B {\n  id Int @id\n  x Int?\n}\n");

        var added = _sandbox.Levee("diff", "--from", "git:HEAD", "--to", "schema:prisma/parts");

        Assert.Equal("-- AlterTable\nALTER TABLE \"B\" ADD COLUMN     \"x\" INTEGER;\n", added.Output);
    }

    [Fact]
    public void A_link_in_a_commit_leads_nowhere_outside_of_the_workspace()
    {
        _sandbox.Write("prisma/schema.prisma", Schema);
        File.Delete(_sandbox["prisma/schema.prisma"]);
        File.CreateSymbolicLink(_sandbox["prisma/schema.prisma"], "/etc/passwd");
        _sandbox.Commit("Link out");

        var run = _sandbox.Levee("diff", "--from", "empty", "--to", "git:HEAD");

        Assert.True(run.Code == 1, run.ToString());
        Assert.DoesNotContain("root:", run.ToString());
    }

    [Fact]
    public void A_submodule_among_the_migrations_is_none()
    {
        var commit = _sandbox.Git("rev-parse", "HEAD");
        _sandbox.Git("update-index", "--add", "--cacheinfo", $"160000,{commit},{Folder}/vendor");
        _sandbox.Git("commit", "--quiet", "-m", "Add a submodule");
        _sandbox.Git("push", "--quiet", "origin", "HEAD:main");

        Assert.Contains("checked 1 migration, 0 of them new", Check(0).Output);
    }

    [Fact]
    public void The_merge_that_a_code_host_makes_of_a_pull_request_is_checked_against_the_base()
    {
        Drop();
        _sandbox.Commit("Drop A");
        _sandbox.OthersPush("Say hello", folder => File.WriteAllText(Path.Combine(folder, "hello"), "hello"));
        var clone = MergeRef(isShallow: false);

        var run = Check(2, clone);

        Assert.Contains("checked 2 migrations, 1 of them new, against origin/main", run.Output);
        Assert.DoesNotContain("stale-branch", run.Output);
    }

    [Fact]
    public void A_shallow_checkout_of_that_merge_is_1_with_the_fix()
    {
        _sandbox.Commit("Work");
        _sandbox.OthersPush("Say hello", folder => File.WriteAllText(Path.Combine(folder, "hello"), "hello"));
        var clone = MergeRef(isShallow: true);
        // The base goes on after the merge was made, so that its tip alone does not answer.
        _sandbox.OthersPush("Go on", folder => File.WriteAllText(Path.Combine(folder, "more"), "more"));

        var run = Check(1, clone);

        Assert.Contains("git fetch --unshallow origin", run.Output);
        Assert.Contains("fetch-depth: 0", run.Output);
    }

    [Fact]
    public void Another_base_branch_than_main_is_asked_for_and_is_in_the_command_that_mends_the_order()
    {
        _sandbox.Git("push", "--quiet", "origin", "main:refs/heads/release/1.x");
        Own("20260401000000_theirs", "ALTER TABLE \"A\" ADD COLUMN \"t\" INTEGER;\n");
        _sandbox.Commit("Add t");
        _sandbox.Git("push", "--quiet", "origin", "HEAD:refs/heads/release/1.x");
        _sandbox.Git("reset", "--quiet", "--hard", "main");
        Own("20260301000000_ours", "ALTER TABLE \"A\" ADD COLUMN \"o\" INTEGER;\n");
        _sandbox.Replace("prisma/schema.prisma", "@id\n", "@id\n  o Int?\n");

        Assert.DoesNotContain("migration-overtaken", Check(0).Output);
        var run = Check(0, null, "--base-branch", "release/1.x");

        Assert.Contains("warning[migration-overtaken]", run.Output);
        Assert.Contains("help: levee rebase --base-branch release/1.x ", run.Output);
    }

    [Fact]
    public void A_folder_that_a_branch_moves_is_compared_with_the_old_one()
    {
        Directory.Move(_sandbox[Folder], _sandbox["migrations"]);
        _sandbox.Replace("levee.toml", Folder, "migrations");
        Assert.Contains("checked 1 migration, 0 of them new", Check(0).Output);

        _sandbox.Write("migrations/20260101000000_first/migration.sql", Create.Replace("INTEGER", "BIGINT"));

        Assert.Contains("error[migration-edited]", Check(6).Output);
    }

    [Fact]
    public void Line_ends_of_Windows_in_every_file_are_no_difference()
    {
        _sandbox.Write("prisma/schema.prisma", Schema.ReplaceLineEndings("\r\n"));
        Own("20260201000000_more", "ALTER TABLE \"A\"\nADD COLUMN \"x\" INTEGER;\n".ReplaceLineEndings("\r\n"));
        _sandbox.Replace("prisma/schema.prisma", "@id\r\n", "@id\r\n  x Int?\r\n");

        Check(0);
    }

    [Fact]
    public void A_checkout_that_turns_line_ends_into_those_of_Windows_edits_nothing()
    {
        _sandbox.Git("config", "core.autocrlf", "true");
        File.Delete(_sandbox[First]);
        _sandbox.Git("checkout", "--", ".");
        Assert.Contains("\r\n", _sandbox.Read(First));

        Check(0);
        _sandbox.Git("config", "core.autocrlf", "false");
        // Prisma's checksum takes both forms for one file.
        Assert.Contains("note[line-ends]", Check(0).Output);
    }

    [Fact]
    public void A_byte_order_mark_is_named_in_the_schema_and_in_a_new_migration()
    {
        Own("20260201000000_more", "\ufeffALTER TABLE \"A\" ADD COLUMN \"x\" INTEGER;\n");
        _sandbox.Replace("prisma/schema.prisma", "@id\n", "@id\n  x Int?\n");
        Assert.Contains("warning[byte-order-mark]", Check(0).Output);

        _sandbox.Write("prisma/schema.prisma", "\ufeff" + Schema);

        var run = Check(1);
        Assert.Contains("error[byte-order-mark]", run.Output);
        Assert.DoesNotContain("invalid-line", run.Output);
    }

    [Fact]
    public void Another_work_tree_of_the_same_clone_is_checked_by_itself()
    {
        var tree = _place["tree"];
        _sandbox.Git("worktree", "add", "--quiet", "-b", "other", tree, "main");
        File.WriteAllText(Path.Combine(tree, First), Create + "-- edited\n");

        Check(6, tree);
        Check(0);
    }

    [Fact]
    public void A_submodule_is_checked_against_its_own_remote()
    {
        var outer = _place["outer"];
        Sandbox.GitIn(_place.Path, "init", "--quiet", outer);
        Sandbox.GitIn(
            outer,
            ["-c", "protocol.file.allow=always", "submodule", "--quiet", "add", _sandbox.Remote, "inner"]
        );
        var inner = Path.Combine(outer, "inner");
        File.WriteAllText(Path.Combine(inner, First), Create.Replace("INTEGER", "BIGINT"));

        Assert.Contains("against origin/main", Check(6, inner).Output);
    }

    [Fact]
    public void A_sparse_checkout_without_the_migrations_is_1_with_the_fix()
    {
        _sandbox.Git("sparse-checkout", "set", "--no-cone", "/levee.toml", "/prisma/schema.prisma");
        var run = Check(1);
        Assert.Contains($"git sparse-checkout add '{Folder}'", run.Output);
        Assert.DoesNotContain("missing-migration", run.Output);
        Assert.Equal(1, _sandbox.Levee("generate", "again").Code);

        _sandbox.Git("sparse-checkout", "add", Folder);
        Check(0);
    }

    [Fact]
    public void A_clone_without_the_objects_of_old_commits_fetches_what_it_needs()
    {
        _sandbox.Git("push", "--quiet", "origin", "feature");
        Sandbox.GitIn(_sandbox.Remote, "config", "uploadpack.allowFilter", "true");
        var clone = _place["partial"];
        Sandbox.GitIn(
            _place.Path,
            ["clone", "--quiet", "--filter=blob:none", "--branch=feature", $"file://{_sandbox.Remote}", clone]
        );

        Check(0, clone);
    }

    [Theory]
    [InlineData("blob:none")]
    [InlineData("tree:0")]
    public void A_clone_without_the_objects_of_old_commits_says_so_when_its_remote_is_away(string filter)
    {
        _sandbox.Git("push", "--quiet", "origin", "feature");
        _sandbox.Git("switch", "--quiet", "-c", "later", "origin/main");
        _sandbox.Write($"{Folder}/20260102000000_second/migration.sql", "CREATE TABLE \"B\" (\"id\" INTEGER);\n");
        _sandbox.Commit("Add B");
        _sandbox.Git("push", "--quiet", "origin", "later:main");
        Sandbox.GitIn(_sandbox.Remote, "config", "uploadpack.allowFilter", "true");
        var clone = _place["partial"];
        Sandbox.GitIn(
            _place.Path,
            ["clone", "--quiet", $"--filter={filter}", "--branch=feature", $"file://{_sandbox.Remote}", clone]
        );
        // What levee asks is answered; what git asks the remote for is not.
        Sandbox.GitIn(clone, "remote", "rename", "origin", "promisor");
        Sandbox.GitIn(clone, "remote", "set-url", "promisor", $"file://{_place["gone"]}");
        Sandbox.GitIn(clone, "remote", "add", "origin", $"file://{_sandbox.Remote}");
        Sandbox.GitIn(clone, "config", "remote.origin.promisor", "false");

        var said = Check(1, clone).ToString();

        Assert.Contains("an object of this repository is missing, and git could not get it", said);
        Assert.Contains("the remote must be at hand", said);
    }

    [Fact]
    public void Outside_of_any_repository_it_is_1_and_says_where_to_go()
    {
        var folder = _place["plain"];
        Directory.CreateDirectory(Path.Combine(folder, "prisma/migrations/20260101000000_first"));
        File.WriteAllText(Path.Combine(folder, "prisma/schema.prisma"), Schema);
        File.WriteAllText(Path.Combine(folder, "prisma/migrations/20260101000000_first/migration.sql"), Create);

        Assert.Contains("error[no-repository]", Check(1, folder).Output);
    }

    /// <summary>A clone that stands where a code host's job does: detached at the merge of main and the branch.</summary>
    private string MergeRef(bool isShallow)
    {
        _sandbox.Git("fetch", "--quiet");
        _sandbox.Git("switch", "--quiet", "--detach", "origin/main");
        _sandbox.Git("merge", "--quiet", "--no-ff", "-m", "Merge", "feature");
        _sandbox.Git("push", "--quiet", "origin", "HEAD:refs/pull/1/merge");
        var clone = _place["clone"];
        Sandbox.GitIn(_place.Path, "init", "--quiet", clone);
        Sandbox.GitIn(clone, "remote", "add", "origin", $"file://{_sandbox.Remote}");
        string[] fetch = isShallow ? ["fetch", "--quiet", "--depth=1"] : ["fetch", "--quiet"];
        Sandbox.GitIn(clone, [.. fetch, "origin", "+refs/pull/1/merge:refs/remotes/pull/1/merge"]);
        Sandbox.GitIn(clone, "checkout", "--quiet", "--force", "refs/remotes/pull/1/merge");
        return clone;
    }

    private void Drop()
    {
        Own("20260201000000_drop", "DROP TABLE \"A\";\n");
        _sandbox.Write("prisma/schema.prisma", Schema[..Schema.IndexOf("model")]);
    }

    private void Own(string name, string sql) =>
        File.WriteAllBytes(
            Path.Combine(Directory.CreateDirectory(_sandbox[$"{Folder}/{name}"]).FullName, "migration.sql"),
            Encoding.UTF8.GetBytes(sql)
        );

    private Outcome Check(int code, string? folder = null, params string[] arguments)
    {
        var run = LeveeBinary.Run(folder ?? _sandbox.Work, ["check", .. arguments]);
        Assert.True(run.Code == code, run.ToString());
        return run;
    }
}
