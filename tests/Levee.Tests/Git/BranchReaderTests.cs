using Levee.Cli.Git;
using Levee.Core.Diagnostics;
using Levee.Core.Guards;
using Levee.Tests.EndToEnd;

namespace Levee.Tests.Git;

[Slow]
public sealed class BranchReaderTests : IDisposable
{
    private readonly Sandbox _sandbox = Sandbox.With(("prisma/schema.prisma", "model A {}\n"));

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public async Task A_branch_on_top_of_its_base_is_fresh()
    {
        _sandbox.Commit("Mine");

        var state = await ReadAsync();

        Assert.Equal(("main", "feature", 0), (state.Base, state.Branch, state.Missing.Count));
    }

    [Fact]
    public async Task Fetches_before_it_compares()
    {
        _sandbox.OthersPush("Theirs", _ => { });

        Assert.Equal("Theirs", Assert.Single((await ReadAsync()).Missing).Subject);
    }

    [Fact]
    public async Task Says_which_commits_touch_the_schema_and_bring_migrations()
    {
        _sandbox.OthersPush("Readme", folder => File.WriteAllText(Path.Combine(folder, "README"), "x"));
        _sandbox.OthersPush(
            "Schema",
            folder =>
            {
                File.AppendAllText(Path.Combine(folder, "prisma/schema.prisma"), "model B {}\n");
                Directory.CreateDirectory(Path.Combine(folder, "prisma/migrations/1_b b"));
                File.WriteAllText(Path.Combine(folder, "prisma/migrations/1_b b/migration.sql"), "SELECT 1");
            }
        );

        var missing = (await ReadAsync()).Missing;

        Assert.Equal(["Schema", "Readme"], missing.Select(commit => commit.Subject));
        Assert.Equal((true, false), (missing[0].TouchesSchema, missing[1].TouchesSchema));
        Assert.Equal(["1_b b"], missing[0].Migrations);
    }

    [Fact]
    public async Task Finds_its_files_from_a_workspace_below_the_repository()
    {
        using var sandbox = Sandbox.With(("app/schema.prisma", "model A {}\n"));
        sandbox.OthersPush("Schema", folder => File.AppendAllText(Path.Combine(folder, "app/schema.prisma"), "//\n"));
        var repository = await GitRepository.OpenAsync(sandbox["app"], CancellationToken.None);

        var state = await new BranchReader(repository, "schema.prisma", "migrations").ReadAsync(
            "origin",
            null,
            CancellationToken.None
        );

        Assert.True(state.Missing[0].TouchesSchema);
        Assert.Equal(
            "model A {}\n//\n",
            (await repository.ReadFilesAsync(state.BaseTip, "schema.prisma", CancellationToken.None))[0].Text
        );
    }

    [Fact]
    public async Task Works_in_a_clone_of_a_single_branch()
    {
        _sandbox.Git("config", "remote.origin.fetch", "+refs/heads/other:refs/remotes/origin/other");
        _sandbox.OthersPush("Theirs", _ => { });

        Assert.Single((await ReadAsync()).Missing);
    }

    [Theory]
    [InlineData("--upload-pack=touch pwned")]
    [InlineData("-f")]
    [InlineData("a:b")]
    public async Task A_hostile_branch_is_refused(string name)
    {
        Assert.Contains("cannot be the name of a branch", (await RefusedAsync(@base: name)).Message);
        Assert.False(File.Exists(_sandbox["pwned"]));
    }

    [Theory]
    [InlineData("--upload-pack=touch pwned")]
    [InlineData("ext::sh -c touch% pwned")]
    public async Task A_hostile_remote_is_refused(string name)
    {
        Assert.Contains("cannot be the name of a git remote", (await RefusedAsync(remote: name)).Message);
        Assert.False(File.Exists(_sandbox["pwned"]));
    }

    [Fact]
    public async Task A_base_that_is_not_there_is_refused() =>
        Assert.Equal("origin has no branch nowhere", (await RefusedAsync(@base: "nowhere")).Message);

    [Fact]
    public async Task A_fetch_that_fails_is_refused_with_what_git_said()
    {
        _sandbox.Git("remote", "set-url", "origin", "/nowhere/at-all.git");

        var refusal = await RefusedAsync(@base: "main");

        Assert.Contains("could not be asked", refusal.Message);
        Assert.Contains(refusal.Notes, note => note.Contains("/nowhere/at-all.git"));
    }

    [Fact]
    public async Task No_remote_is_refused()
    {
        _sandbox.Git("remote", "remove", "origin");

        Assert.Contains("no remote", (await RefusedAsync()).Message);
    }

    [Fact]
    public async Task Another_name_for_the_remote_is_offered()
    {
        _sandbox.Git("remote", "rename", "origin", "upstream");

        Assert.Contains("--remote upstream", (await RefusedAsync()).Help[0]);
    }

    [Fact]
    public async Task An_unborn_branch_is_refused()
    {
        _sandbox.Git("switch", "--quiet", "--orphan", "new");

        Assert.Contains("no commit on this branch yet", (await RefusedAsync()).Message);
    }

    [Fact]
    public async Task A_detached_HEAD_with_the_base_in_it_is_fresh()
    {
        _sandbox.Git("switch", "--quiet", "--detach");

        var state = await ReadAsync();

        Assert.Equal((null, 0), (state.Branch, state.Missing.Count));
    }

    [Fact]
    public async Task A_detached_HEAD_without_a_common_history_is_refused()
    {
        _sandbox.Git("switch", "--quiet", "--orphan", "new");
        _sandbox.Commit("Alone");
        _sandbox.Git("switch", "--quiet", "--detach");

        Assert.Contains("the detached HEAD", (await RefusedAsync()).Message);
    }

    [Fact]
    public async Task A_remote_without_a_HEAD_asks_for_the_base()
    {
        Sandbox.GitIn(_sandbox.Remote, "symbolic-ref", "HEAD", "refs/heads/gone");

        Assert.Contains("--base-branch", (await RefusedAsync()).Help[0]);
    }

    [Fact]
    public async Task A_shallow_clone_in_which_it_cannot_be_known_is_refused()
    {
        _sandbox.Commit("Mine 1");
        _sandbox.Commit("Mine 2");
        _sandbox.Git("push", "--quiet", "origin", "feature");
        using var clone = new TempFolder();
        Sandbox.GitIn(
            clone.Path,
            "clone",
            "--quiet",
            "--depth=1",
            "--branch=feature",
            $"file://{_sandbox.Remote}",
            "c"
        );

        var error = await Assert.ThrowsAsync<LeveeException>(() => ReadAsync(clone["c"]));

        Assert.Contains("shallow", error.Message);
        Assert.Contains("git fetch --unshallow origin", error.Diagnostics[0].Help[0]);
    }

    [Fact]
    public async Task A_shallow_clone_in_which_it_can_be_known_is_answered()
    {
        using var clone = new TempFolder();
        _sandbox.Commit("Mine");
        _sandbox.Git("push", "--quiet", "origin", "HEAD:main");
        Sandbox.GitIn(clone.Path, "clone", "--quiet", "--depth=1", $"file://{_sandbox.Remote}", "c");

        Assert.Empty((await ReadAsync(clone["c"])).Missing);

        _sandbox.OthersPush("Theirs", _ => { });

        Assert.Equal("Theirs", Assert.Single((await ReadAsync(clone["c"])).Missing).Subject);
    }

    [Fact]
    public async Task No_repository_is_refused()
    {
        using var folder = new TempFolder();

        var error = await Assert.ThrowsAsync<LeveeException>(() => ReadAsync(folder.Path));

        Assert.Equal("no-repository", error.Diagnostics[0].Code);
    }

    [Fact]
    public async Task A_subject_with_control_characters_and_a_strange_file_name_are_read()
    {
        _sandbox.OthersPush("a\tb \u0007 c", folder => File.WriteAllText(Path.Combine(folder, "new\nline"), "x"));

        Assert.StartsWith("a\tb", (await ReadAsync()).Missing[0].Subject);
    }

    private async Task<BranchState> ReadAsync(string? folder = null, string remote = "origin", string? @base = null)
    {
        var repository = await GitRepository.OpenAsync(folder ?? _sandbox.Work, CancellationToken.None);
        return await new BranchReader(repository, "prisma/schema.prisma", "prisma/migrations").ReadAsync(
            remote,
            @base,
            CancellationToken.None
        );
    }

    private async Task<Diagnostic> RefusedAsync(string remote = "origin", string? @base = null) =>
        Assert.Single(
            (await Assert.ThrowsAsync<LeveeException>(() => ReadAsync(remote: remote, @base: @base))).Diagnostics
        );
}
