using Levee.Cli.Git;
using Levee.Core.Diagnostics;
using Levee.Tests.EndToEnd;

namespace Levee.Tests.Git;

/// <summary>Programs that a configuration, an attribute or the environment names: git must run none of them.</summary>
[Slow]
public sealed class HostileRepositoryTests : IDisposable
{
    private const string Schema = "model A {\n  id Int @id\n}\n";

    private readonly Sandbox _sandbox = Sandbox.With(
        ("schema.prisma", Schema),
        ("migrations/1_a/migration.sql", "SELECT 1;\n")
    );
    private readonly TempFolder _marks = new();

    public void Dispose()
    {
        _sandbox.Dispose();
        _marks.Dispose();
    }

    [Theory]
    [InlineData("core.fsmonitor")]
    [InlineData("diff.external")]
    [InlineData("diff.evil.textconv")]
    [InlineData("diff.evil.command")]
    [InlineData("filter.evil.clean")]
    [InlineData("filter.evil.process")]
    public async Task No_program_of_the_configuration_runs(string key)
    {
        _sandbox.Git("config", key, Touch());
        _sandbox.Write(".gitattributes", "* diff=evil filter=evil\n");

        await AskEverythingAsync();

        Assert.Empty(Directory.GetFiles(_marks.Path));
    }

    [Fact]
    public async Task No_hook_runs()
    {
        var hook = _sandbox[".git/hooks/reference-transaction"];
        Directory.CreateDirectory(Path.GetDirectoryName(hook)!);
        File.WriteAllText(hook, $"#!/bin/sh\n{Touch()}\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(hook, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        _sandbox.OthersPush("More", other => File.WriteAllText(Path.Combine(other, "b"), "b"));

        await AskEverythingAsync();

        Assert.Empty(Directory.GetFiles(_marks.Path));
    }

    [Fact]
    public async Task A_bare_repository_inside_of_the_tree_is_none()
    {
        var bare = _sandbox["evil"];
        Sandbox.GitIn(_sandbox.Work, "init", "--quiet", "--bare", bare);
        Sandbox.GitIn(bare, "--git-dir", bare, "config", "core.fsmonitor", Touch());

        var refused = await Assert.ThrowsAsync<LeveeException>(() =>
            GitRepository.OpenAsync(bare, TestContext.Current.CancellationToken)
        );

        Assert.Equal("no-repository", refused.Diagnostics[0].Code);
        Assert.Empty(Directory.GetFiles(_marks.Path));
    }

    [Fact]
    public void The_environment_speaks_of_no_other_repository_and_of_no_program()
    {
        var environment = new Dictionary<string, string?>
        {
            ["PATH"] = "/bin",
            ["GIT_SSH_COMMAND"] = "ssh -i key",
            ["GIT_CONFIG_GLOBAL"] = "/dev/null",
            ["GIT_DIR"] = "/x",
            ["GIT_INDEX_FILE"] = "/x",
            ["GIT_OBJECT_DIRECTORY"] = "/x",
            ["GIT_EXTERNAL_DIFF"] = "evil",
            ["GIT_CONFIG_COUNT"] = "1",
            ["GIT_CONFIG_KEY_0"] = "core.fsmonitor",
            ["GIT_CONFIG_VALUE_0"] = "evil",
            ["GIT_CONFIG_PARAMETERS"] = "'core.fsmonitor=evil'",
        };

        GitEnvironment.Set(environment, mayAsk: false);

        Assert.Equal(
            ["GIT_CONFIG_GLOBAL", "GIT_OPTIONAL_LOCKS", "GIT_SSH_COMMAND", "GIT_TERMINAL_PROMPT", "LC_ALL", "PATH"],
            environment.Keys.Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task A_question_longer_than_a_pipe_is_answered()
    {
        var cancel = TestContext.Current.CancellationToken;
        var repository = await GitRepository.OpenAsync(_sandbox.Work, cancel);
        var commit = await repository.ResolveAsync("HEAD", cancel);

        var files = await repository.ReadFilesAsync(commit, [.. Enumerable.Repeat("schema.prisma", 5_000)], cancel);

        Assert.Equal(5_000, files.Count);
        Assert.All(files, file => Assert.Equal(Schema, file.Text));
    }

    private async Task AskEverythingAsync()
    {
        var cancel = TestContext.Current.CancellationToken;
        var repository = await GitRepository.OpenAsync(_sandbox.Work, cancel);
        var reader = new BranchReader(repository, "schema.prisma", "migrations");
        var state = await reader.ReadAsync("origin", "main", cancel);
        await repository.ReadFilesAsync(state.Head, "migrations", cancel);
        await repository.FindUnchangedAsync(state.Head, ["schema.prisma", "migrations/1_a/migration.sql"], cancel);
        await repository.RunAsync(["log", "--no-textconv", "--no-ext-diff", "-S", "id", "HEAD"], cancel);
    }

    private string Touch() => $"touch '{_marks["ran"]}' #";
}
