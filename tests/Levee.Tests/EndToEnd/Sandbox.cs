using System.Diagnostics;

namespace Levee.Tests.EndToEnd;

/// <summary>A project in a real git repository, with a real bare remote on disk. The branch <c>main</c> is the remote's HEAD.</summary>
internal sealed class Sandbox : IDisposable
{
    private readonly TempFolder _folder = new();

    private Sandbox() { }

    /// <summary>The work tree that Levee is run in.</summary>
    public string Work => _folder["work tree"];

    public string Remote => _folder["remote.git"];

    public string this[string relative] => Path.Combine(Work, relative);

    /// <summary>A clone of a remote whose main branch holds <paramref name="files"/>, with a branch <c>feature</c> checked out.</summary>
    public static Sandbox With(params (string Path, string Text)[] files)
    {
        var sandbox = new Sandbox();
        sandbox.Init(() =>
        {
            foreach (var (path, text) in files)
                sandbox.Write(path, text);
        });
        return sandbox;
    }

    /// <summary>As <see cref="With"/>, with whatever <paramref name="fill"/> puts into the work tree.</summary>
    public static Sandbox Filled(Action<string> fill)
    {
        var sandbox = new Sandbox();
        sandbox.Init(() => fill(sandbox.Work));
        return sandbox;
    }

    public void Write(string relative, string text)
    {
        var path = this[relative];
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    public string Read(string relative) => File.ReadAllText(this[relative]);

    public void Replace(string relative, string old, string @new)
    {
        var text = Read(relative);
        Assert.Contains(old, text);
        Write(relative, text.Replace(old, @new));
    }

    public string Git(params string[] arguments) => GitIn(Work, arguments);

    public static string GitIn(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo("git", arguments)
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var who in new[] { "AUTHOR", "COMMITTER" })
        {
            start.Environment[$"GIT_{who}_NAME"] = "Test";
            start.Environment[$"GIT_{who}_EMAIL"] = "test@example.com";
        }
        start.Environment["GIT_CONFIG_GLOBAL"] = "/dev/null";
        start.Environment["GIT_CONFIG_NOSYSTEM"] = "1";
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"git {string.Join(' ', arguments)}\n{output}{error.Result}");
        return output.Trim();
    }

    public void Commit(string message)
    {
        Git("add", "-A");
        Git("commit", "--quiet", "--allow-empty", "-m", message);
    }

    /// <summary>Somebody else puts a commit on a branch of the remote, where it is its HEAD; this clone does not know of it.</summary>
    public void OthersPush(string message, Action<string> change, string branch = "main")
    {
        var other = _folder[$"other {Guid.NewGuid():N}"];
        GitIn(_folder.Path, "clone", "--quiet", Remote, other);
        change(other);
        GitIn(other, "add", "-A");
        GitIn(other, "commit", "--quiet", "--allow-empty", "-m", message);
        GitIn(other, "push", "--quiet", "origin", $"HEAD:{branch}");
    }

    public Outcome Levee(params string[] arguments) => LeveeBinary.Run(Work, arguments);

    public Outcome Levee(Dictionary<string, string> environment, params string[] arguments) =>
        LeveeBinary.Run(Work, arguments, environment);

    /// <summary>Every file of the work tree and what git says of it: equal before and after where nothing was written.</summary>
    public string State() =>
        Git("status", "--porcelain=v1", "--ignored", "-uall")
        + "\n"
        + string.Join(
            '\n',
            Directory
                .EnumerateFileSystemEntries(Work, "*", SearchOption.AllDirectories)
                .Where(path => !path.StartsWith(this[".git"], StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
        );

    /// <summary>The folders of a migrations folder, in order.</summary>
    public string[] Migrations(string relative) =>
        Directory.Exists(this[relative])
            ?
            [
                .. Directory
                    .GetDirectories(this[relative])
                    .Select(path => Path.GetFileName(path)!)
                    .Order(StringComparer.Ordinal),
            ]
            : [];

    public void Dispose() => _folder.Dispose();

    private void Init(Action fill)
    {
        Directory.CreateDirectory(Work);
        GitIn(_folder.Path, "init", "--quiet", "--bare", "--initial-branch=main", Remote);
        Git("init", "--quiet", "--initial-branch=main");
        Git("remote", "add", "origin", Remote);
        fill();
        Commit("Begin");
        Git("push", "--quiet", "origin", "main");
        Git("fetch", "--quiet");
        Git("switch", "--quiet", "-c", "feature");
    }
}
