using System.CommandLine;
using System.Reflection;
using Levee.Cli.CommandLine;
using Levee.Cli.Git;
using Levee.Core;
using Levee.Core.Diagnostics;
using Levee.Core.History;

namespace Levee.Cli.Commands;

/// <summary><c>levee demo</c>: the whole story on a copy of <c>samples/blog</c>, with the real commands and a real remote.</summary>
internal static class Demo
{
    private const string Sample = "blog/";
    private const string Schema = "prisma/schema.prisma";

    /// <param name="levee">Runs a command line of Levee in this process.</param>
    public static Command Create(
        CommonOptions common,
        TimeProvider clock,
        Func<string[], TimeProvider, CancellationToken, Task<ExitCode>> levee
    )
    {
        var command = new LeveeCommand(
            "demo",
            "See it work in a throw-away repository: a migration, a refused drop, a refused stale branch"
        )
        {
            Examples = [("levee demo", "takes a few seconds, and leaves the folder to play in")],
            ExitCodes = [],
        };
        command.Runs(
            common,
            clock,
            (_, _, cancel) => new Story(arguments => levee(arguments, clock, cancel), cancel).TellAsync()
        );
        return command;
    }

    /// <summary>One telling. Everything goes to standard output, so that it reads in order.</summary>
    private sealed class Story(Func<string[], Task<ExitCode>> levee, CancellationToken cancel)
    {
        private readonly string _folder = Directory.CreateTempSubdirectory("levee-demo-").FullName;

        private string Yours => Path.Combine(_folder, "blog");
        private string Colleagues => Path.Combine(_folder, "colleague");

        public async Task<ExitCode> TellAsync()
        {
            Console.SetError(Console.Out);
            Say("A blog's repository with a remote, in", $"  {_folder}");
            await PrepareAsync();

            Title("1. The first migration");
            Say("The schema has four tables and an enum, and there is no migration yet.");
            await ExpectAsync(Yours, ExitCode.Done, "generate", "init");
            Say("", "The SQL is what Prisma's own engine would write. It begins:");
            Say([.. File.ReadLines(NewestMigration()).Take(12).Select(line => $"  | {line}")]);
            await CommitAsync(Yours, "Add the first migration");
            await GitAsync(Yours, "push", "--quiet", "origin", "main");

            Title("2. A column goes, and Levee does not let it go silently");
            await GitAsync(Yours, "switch", "--quiet", "-c", "tidy-posts");
            Change(Yours, "  subtitle  String?\n", "");
            Say("On the branch tidy-posts the line `subtitle String?` is taken out of the model Post.");
            await CommitAsync(Yours, "Remove the subtitle of posts");
            await ExpectAsync(Yours, ExitCode.Destructive, "generate", "remove_subtitle");

            Title("3. A stale branch");
            await GitAsync(Yours, "switch", "--quiet", "-c", "add-published-at", "main");
            Change(
                Yours,
                "  subtitle  String?\n",
                "  subtitle  String?\n  publishedAt DateTime? @map(\"published_at\")\n"
            );
            Say("A colleague gives posts a view count, makes the migration and pushes it to main.");
            await GitAsync(_folder, "clone", "--quiet", Path.Combine(_folder, "blog.git"), Colleagues);
            await ConfigureAsync(Colleagues);
            // Some lines away from yours: git merges the two by itself.
            Change(Colleagues, "  title     String\n", "  title     String\n  views     Int        @default(0)\n");
            await ExpectAsync(Colleagues, ExitCode.Done, "generate", "add_views");
            await CommitAsync(Colleagues, "Count the views of posts");
            await GitAsync(Colleagues, "push", "--quiet", "origin", "main");
            Say("", "You add a column on a branch that was made before that.");
            await CommitAsync(Yours, "Add the time of publication");
            await ExpectAsync(Yours, ExitCode.Stale, "generate", "add_published_at");

            Title("That was it");
            Say(
                "Nothing that was refused was written: see for yourself with git status and ls prisma/migrations.",
                "The repository stays, to play in:",
                $"  cd {Yours}",
                "  git merge origin/main && levee generate add_published_at",
                "When you are done:",
                $"  rm -r {_folder}"
            );
            return ExitCode.Done;
        }

        private string NewestMigration() =>
            Directory
                .GetFiles(Path.Combine(Yours, "prisma/migrations"), Migration.FileName, SearchOption.AllDirectories)
                .Order()
                .Last();

        private async Task PrepareAsync()
        {
            await GitAsync(_folder, "init", "--quiet", "--bare", "--initial-branch=main", "blog.git");
            Directory.CreateDirectory(Yours);
            await GitAsync(Yours, "init", "--quiet", "--initial-branch=main");
            await ConfigureAsync(Yours);
            await GitAsync(Yours, "remote", "add", "origin", Path.Combine(_folder, "blog.git"));
            WriteSample();
            await CommitAsync(Yours, "Begin the blog");
            await GitAsync(Yours, "push", "--quiet", "origin", "main");
        }

        // The user's own signing keys and hooks have no business in a throw-away repository.
        private async Task ConfigureAsync(string repository)
        {
            await GitAsync(repository, "config", "user.name", "Levee demo");
            await GitAsync(repository, "config", "user.email", "demo@example.com");
            await GitAsync(repository, "config", "commit.gpgsign", "false");
            await GitAsync(repository, "config", "core.hooksPath", Path.Combine(_folder, "no-hooks"));
        }

        private void WriteSample()
        {
            var assembly = Assembly.GetExecutingAssembly();
            foreach (
                var name in assembly
                    .GetManifestResourceNames()
                    .Where(name => name.StartsWith(Sample, StringComparison.Ordinal))
            )
            {
                var path = Path.Combine(Yours, name[Sample.Length..]);
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                using var from = assembly.GetManifestResourceStream(name)!;
                using var to = File.Create(path);
                from.CopyTo(to);
            }
        }

        private static void Change(string repository, string old, string @new)
        {
            var path = Path.Combine(repository, Schema);
            var text = File.ReadAllText(path);
            File.WriteAllText(path, text.Replace(old, @new, StringComparison.Ordinal));
        }

        private async Task ExpectAsync(string repository, ExitCode expected, params string[] arguments)
        {
            Say("", $"$ levee {string.Join(' ', arguments)}");
            var answer = await levee([.. arguments, "--workspace", repository]);
            Say($"(exit {(int)answer}: {answer.Meaning()})");
            if (answer != expected)
                throw new LeveeException(
                    Diagnostic.Error("demo", $"the demo stops here: exit {(int)expected} was expected") with
                    {
                        Help = ["levee doctor says what is missing on this machine"],
                    },
                    answer == ExitCode.Done ? ExitCode.Bug : answer
                );
        }

        private async Task CommitAsync(string repository, string message)
        {
            await GitAsync(repository, "add", "-A");
            await GitAsync(repository, "commit", "--quiet", "-m", message);
        }

        private async Task GitAsync(string folder, params string[] arguments)
        {
            var answer = await GitProcess.RunAsync(folder, arguments.ToValueList(), cancel);
            if (answer.ExitCode != 0)
                throw GitRepository.Failed(arguments[0], answer);
        }

        private static void Title(string title) => Say("", title, new string('-', title.Length));

        private static void Say(params ReadOnlySpan<string> lines)
        {
            foreach (var line in lines)
                Console.Out.WriteLine(line);
        }
    }
}
