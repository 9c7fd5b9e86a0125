using System.Text.RegularExpressions;
using Levee.Core;
using Levee.Tests.Architecture;

namespace Levee.Tests;

public sealed partial class ArchitectureTests
{
    private static string Source(string project) => Path.Combine(Corpus.Repository, "src", project);

    [Theory]
    [InlineData("Levee.Core")]
    [InlineData("Levee.Cli")]
    public void A_folder_names_only_folders_to_its_left(string project)
    {
        var order = Rooms.Of(project);
        var wrong =
            from file in CodeFiles(Source(project))
            let folder = FolderOf(project, file)
            where folder.Length > 0
            from used in UsedFolders(file, project)
            where order.Contains(used) && Array.IndexOf(order, used) > Array.IndexOf(order, folder)
            select $"{Shown(file)} uses {used}";

        Assert.Empty(wrong);
        Assert.Empty(
            CodeFiles(Source(project)).Select(file => FolderOf(project, file)).Distinct().Except([.. order, ""])
        );
    }

    [Fact]
    public void No_source_file_has_more_than_400_lines() =>
        Assert.Empty(
            CodeFiles(Path.Combine(Corpus.Repository, "src"))
                .Concat(CodeFiles(Path.Combine(Corpus.Repository, "tests")))
                .Where(file => File.ReadLines(file).Count() > 400)
                .Select(Shown)
        );

    [Fact]
    public void Every_exit_code_is_documented_with_its_meaning()
    {
        var documented = TableRow()
            .Matches(File.ReadAllText(Path.Combine(Corpus.Repository, "docs", "exit-codes.md")))
            .Select(row => (Code: int.Parse(row.Groups["code"].Value), Meaning: row.Groups["meaning"].Value));

        Assert.Equal(Enum.GetValues<ExitCode>().Select(code => ((int)code, code.Meaning())), documented);
    }

    [Fact]
    public void Every_place_that_contributing_names_is_there() =>
        Assert.All(
            NamedPlace().Matches(File.ReadAllText(Path.Combine(Corpus.Repository, "CONTRIBUTING.md"))),
            place =>
                Assert.True(Path.Exists(Path.Combine(Corpus.Repository, "src", $"Levee.{place.Groups["path"].Value}")))
        );

    [Fact]
    public void Contributing_fits_on_a_page() =>
        Assert.True(File.ReadLines(Path.Combine(Corpus.Repository, "CONTRIBUTING.md")).Count() <= 80);

    [Fact]
    public void Tests_that_need_a_server_or_the_binary_are_marked_as_slow() =>
        Assert.Empty(
            CodeFiles(Path.Combine(Corpus.Repository, "tests"))
                .Where(file =>
                    file.EndsWith("Tests.cs", StringComparison.Ordinal)
                    && !file.EndsWith(nameof(ArchitectureTests) + ".cs", StringComparison.Ordinal)
                )
                .Select(file => (file, text: File.ReadAllText(file)))
                .Where(test =>
                    NeedsMuch().IsMatch(test.text) && !test.text.Contains("[Slow]", StringComparison.Ordinal)
                )
                .Select(test => Shown(test.file))
        );

    [Fact]
    public void Projects_depend_in_one_direction()
    {
        Assert.DoesNotContain("Levee.Cli", File.ReadAllText(Path.Combine(Source("Levee.Core"), "Levee.Core.csproj")));
        Assert.DoesNotContain(
            "PackageReference Include=\"Npgsql\"",
            File.ReadAllText(Path.Combine(Source("Levee.Core"), "Levee.Core.csproj"))
        );
    }

    private static IEnumerable<string> UsedFolders(string file, string project) =>
        File.ReadLines(file)
            .Select(line => UsingLine().Match(line))
            .Where(match => match.Success && match.Groups["project"].Value == project)
            .Select(match => match.Groups["folder"].Value.Replace('.', '/'))
            .Distinct();

    private static IEnumerable<string> CodeFiles(string folder) =>
        Directory
            .EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Where(file =>
                !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal)
            );

    private static string FolderOf(string project, string file)
    {
        var folder = Path.GetRelativePath(Source(project), Path.GetDirectoryName(file)!);
        return folder == "." ? "" : folder;
    }

    private static string Shown(string file) => Path.GetRelativePath(Corpus.Repository, file);

    [GeneratedRegex(
        """^\s*using (static )?(?<project>Levee\.\w+)\.(?<folder>[\w.]+);""",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex UsingLine();

    [GeneratedRegex(
        @"\b(ScratchDatabase|LeveeBinary|Sandbox|Histories|ShadowDatabases|TargetServer|GuardServers)\b",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex NeedsMuch();

    [GeneratedRegex("`(?<path>(Core|Cli)/[^`]+)`", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex NamedPlace();

    [GeneratedRegex(
        """^\| (?<code>\d+) \| (?<meaning>.*) \|$""",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex TableRow();
}
