using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Levee.Tests.Architecture;

/// <summary>A project as the compiler understands it: which file uses which, whatever its <c>using</c> lines say.</summary>
internal sealed class SourceModel
{
    private const string GlobalUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    private readonly string _root;

    private SourceModel(string root, ValueTuple<string, HashSet<string>>[] uses)
    {
        _root = root;
        Uses = uses.ToDictionary(item => item.Item1, item => item.Item2);
    }

    public string Project => Path.GetFileName(_root);

    /// <summary>The files of the project, each with the others that it uses.</summary>
    public IReadOnlyDictionary<string, HashSet<string>> Uses { get; }

    /// <summary>The folder below the project's own, with <c>/</c>; empty for files that lie in the project's.</summary>
    public string RoomOf(string file) =>
        Path.GetRelativePath(_root, Path.GetDirectoryName(file)!).Replace('\\', '/') is var folder && folder == "."
            ? ""
            : folder;

    public static SourceModel Read(string root)
    {
        var options = new CSharpParseOptions(LanguageVersion.Latest);
        var trees = SourceFiles
            .Of(root)
            .Select(file => CSharpSyntaxTree.ParseText(File.ReadAllText(file), options, file))
            .ToList();
        var own = Path.GetFileName(root) == "Levee.Core" ? "Levee.Core.dll" : "levee.dll";
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path) != own)
            .Select(path => MetadataReference.CreateFromFile(path));
        var compilation = CSharpCompilation.Create(
            Path.GetFileNameWithoutExtension(own),
            [.. trees, CSharpSyntaxTree.ParseText(GlobalUsings, options, "")],
            references,
            new(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Disable)
        );
        return new(root, trees.AsParallel().Select(tree => (tree.FilePath, UsedBy(tree, compilation))).ToArray());
    }

    /// <summary>Sets of files of one folder in which each uses each, by way of the others.</summary>
    public IEnumerable<string[]> Circles() =>
        Uses
            .Keys.GroupBy(RoomOf)
            .SelectMany(room => new StronglyConnected(room.ToHashSet(), file => Uses[file]).Sets())
            .Where(set => set.Length > 1);

    private static HashSet<string> UsedBy(SyntaxTree tree, Compilation compilation)
    {
        var model = compilation.GetSemanticModel(tree);
        var files = new HashSet<string>(StringComparer.Ordinal);
        foreach (var node in tree.GetRoot().DescendantNodes())
        {
            if (node is (SimpleNameSyntax or BaseObjectCreationExpressionSyntax) && TypeOf(model, node) is { } type)
                files.UnionWith(type.DeclaringSyntaxReferences.Select(reference => reference.SyntaxTree.FilePath));
        }
        files.Remove(tree.FilePath);
        return files;
    }

    /// <summary>The outermost type that a name belongs to.</summary>
    private static INamedTypeSymbol? TypeOf(SemanticModel model, SyntaxNode node)
    {
        var info = model.GetSymbolInfo(node);
        var symbol = info.Symbol ?? info.CandidateSymbols.FirstOrDefault();
        var type = symbol as INamedTypeSymbol ?? symbol?.ContainingType;
        while (type?.ContainingType is { } outer)
            type = outer;
        return type?.OriginalDefinition;
    }
}
