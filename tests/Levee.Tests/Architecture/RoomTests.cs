using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Levee.Tests.Architecture;

/// <summary>Rooms, as the compiler sees them: what uses what, whatever the <c>using</c> lines say.</summary>
public sealed class RoomTests
{
    private const int LinesOfMethod = 60;
    private const int LinesOfType = 400;
    private const int FilesOfFolder = 20;

    /// <summary>Folders of which every file is the same kind of thing: one rule each.</summary>
    private static readonly string[] Alike = ["Levee.Core/Rules"];

    /// <summary>Files that use one another and should not. The list may only shrink.</summary>
    private static readonly string[] KnownCircles =
    [
        "Levee.Core/Canaries: CanaryValues ExtensionValues",
        "Levee.Core/Effects: JsonMeaning ValueMeaning",
        "Levee.Core/Effects: MovedValues Successors",
        "Levee.Core/Effects: RowComparison SnapshotComparison StoredRows TableComparison",
        "Levee.Core/Proofs: HarmlessActionsOfMerge HoldsForNoRow JoinsEmptyTable KeepsEveryValue KeptByTrigger LooksForOrphans OnlyNewColumns Proof TurnedOffByRule",
        "Levee.Core/Rehearsals: Findings UnprovenChanges",
        "Levee.Core/Statements: ChangeReader ChangeText",
        "Levee.Core/Statements: CodeMarker CodeMarks StatementRisk",
        "Levee.Core/Statements: MergeAction RowChange",
    ];

    /// <summary>Methods that are too long. The list may only shrink.</summary>
    private static readonly string[] KnownLongMethods =
    [
        "Additions.Find",
        "CanaryRows.Draft",
        "CanaryValues.Of",
        "DenyList.Scan",
        "ProbedScript.RunAsync",
        "RehearsalCopies.RunOnCopyAsync",
        "RowComparison.Compare",
    ];

    /// <summary>Folders with too many files. The list may only shrink.</summary>
    private static readonly string[] KnownFullFolders =
    [
        "Levee.Core/Effects",
        "Levee.Core/Rehearsals",
        "Levee.Core/Statements",
    ];

    private static string Sources => Path.Combine(Corpus.Repository, "src");

    private static readonly Lazy<SourceModel[]> Models = new(() =>
        [SourceModel.Read(Path.Combine(Sources, "Levee.Core")), SourceModel.Read(Path.Combine(Sources, "Levee.Cli"))]
    );

    [Fact]
    public void A_room_uses_only_rooms_to_its_left()
    {
        var wrong =
            from model in Models.Value
            let order = Rooms.Of(model.Project)
            from use in model.Uses
            let room = model.RoomOf(use.Key)
            where room.Length > 0
            from used in use.Value
            where
                model.RoomOf(used) is { Length: > 0 } other && Array.IndexOf(order, other) > Array.IndexOf(order, room)
            select $"{Shown(use.Key)} uses {Shown(used)}";

        Assert.Empty(wrong.Order());
    }

    [Fact]
    public void Files_of_a_folder_use_one_another_in_one_direction() =>
        Assert.Equal(
            KnownCircles,
            Models
                .Value.SelectMany(model => model.Circles())
                .Select(circle =>
                    $"{Shown(Path.GetDirectoryName(circle[0])!)}: {string.Join(' ', circle.Select(Path.GetFileNameWithoutExtension))}"
                )
                .Order(StringComparer.Ordinal)
        );

    [Fact]
    public void A_method_has_at_most_60_lines() =>
        Assert.Equal(
            KnownLongMethods,
            SourceFiles
                .Nodes<MemberDeclarationSyntax>(Sources)
                .Where(member => member is BaseMethodDeclarationSyntax or BasePropertyDeclarationSyntax)
                .Where(member => SourceFiles.LinesOf(member) > LinesOfMethod)
                .Select(SourceFiles.NameOf)
                .Order(StringComparer.Ordinal)
        );

    [Fact]
    public void A_type_has_at_most_400_lines() =>
        Assert.Empty(
            SourceFiles
                .Nodes<TypeDeclarationSyntax>(Sources)
                .Where(type => type.Parent is BaseNamespaceDeclarationSyntax)
                .GroupBy(type => (type.Parent!.ToString().Split('\n')[0], type.Identifier.Text))
                .Where(parts => parts.Sum(SourceFiles.LinesOf) > LinesOfType)
                .Select(parts => parts.Key.Text)
        );

    [Fact]
    public void No_class_is_partial_but_where_a_generator_writes_the_other_part() =>
        Assert.Empty(
            SourceFiles
                .Nodes<TypeDeclarationSyntax>(Sources)
                .Where(type => type.Modifiers.Any(modifier => modifier.IsKind(SyntaxKind.PartialKeyword)))
                .Where(type => !SourceFiles.IsGenerated(type))
                .Select(SourceFiles.NameOf)
        );

    [Fact]
    public void A_folder_has_at_most_20_files_unless_all_are_alike() =>
        Assert.Equal(
            KnownFullFolders,
            SourceFiles
                .Of(Sources)
                .GroupBy(file => Shown(Path.GetDirectoryName(file)!))
                .Where(folder => folder.Count() > FilesOfFolder)
                .Select(folder => folder.Key)
                .Except(Alike)
                .Order(StringComparer.Ordinal)
        );

    private static string Shown(string path) => Path.GetRelativePath(Sources, path).Replace('\\', '/');
}
