using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Levee.Tests.Architecture;

/// <summary>The sources as syntax: what there is to count.</summary>
internal static class SourceFiles
{
    public static IEnumerable<string> Of(string folder) =>
        Directory
            .EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Where(file =>
                !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal)
            );

    public static IEnumerable<T> Nodes<T>(string folder)
        where T : SyntaxNode =>
        Of(folder)
            .AsParallel()
            .AsOrdered()
            .SelectMany(file =>
                CSharpSyntaxTree.ParseText(File.ReadAllText(file), path: file).GetRoot().DescendantNodes().OfType<T>()
            );

    /// <summary>The lines from the first token to the last, without the comment above.</summary>
    public static int LinesOf(SyntaxNode node)
    {
        var span = node.GetLocation().GetLineSpan();
        return span.EndLinePosition.Line - span.StartLinePosition.Line + 1;
    }

    public static string NameOf(SyntaxNode node) =>
        Path.GetFileNameWithoutExtension(node.SyntaxTree.FilePath)
        + "."
        + node switch
        {
            MethodDeclarationSyntax method => method.Identifier.Text,
            ConstructorDeclarationSyntax constructor => constructor.Identifier.Text,
            PropertyDeclarationSyntax property => property.Identifier.Text,
            LocalFunctionStatementSyntax function => function.Identifier.Text,
            BaseTypeDeclarationSyntax type => type.Identifier.Text,
            _ => node.Kind().ToString(),
        };

    /// <summary>Part of the type is written by a source generator: a partial member without a body, or JSON's
    /// context.</summary>
    public static bool IsGenerated(TypeDeclarationSyntax type) =>
        type.Members.Any(member =>
            member.Modifiers.Any(modifier => modifier.IsKind(SyntaxKind.PartialKeyword))
            && (
                member is MethodDeclarationSyntax or PropertyDeclarationSyntax
                || (member is TypeDeclarationSyntax nested && IsGenerated(nested))
            )
        ) || (type.BaseList?.ToString().Contains("JsonSerializerContext", StringComparison.Ordinal) ?? false);
}
