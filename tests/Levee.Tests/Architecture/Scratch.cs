using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
namespace Levee.Tests.Architecture;
public sealed class Scratch
{
    [Fact]
    public void Print()
    {
        var o = new StringWriter();
        foreach (var p in (string[])["Levee.Core", "Levee.Cli"])
        {
            var root = Path.Combine(Corpus.Repository, "src", p);
            var m = SourceModel.Read(root);
            foreach (var c in m.Circles()) o.WriteLine("circle " + m.RoomOf(c[0]) + ": " + string.Join(" ", c.Select(Path.GetFileNameWithoutExtension)));
            foreach (var e in m.Uses.SelectMany(u => u.Value.Select(v => (F: m.RoomOf(u.Key), T: m.RoomOf(v), u.Key, v))).Where(e => e.F != e.T).GroupBy(e => (e.F, e.T)).OrderBy(g=>g.Key.F))
                o.WriteLine($"edge {p} {e.Key.F} -> {e.Key.T} {e.Count()} {(e.Count() < 4 ? string.Join(", ", e.Select(x => Path.GetFileNameWithoutExtension(x.Key) + ">" + Path.GetFileNameWithoutExtension(x.v))) : "")}");
        }
        var src = Path.Combine(Corpus.Repository, "src");
        foreach (var n in SourceFiles.Nodes<MemberDeclarationSyntax>(src).Where(n => n is (BaseMethodDeclarationSyntax or BasePropertyDeclarationSyntax) && SourceFiles.LinesOf(n) > 60)) o.WriteLine($"long {SourceFiles.LinesOf(n)} {SourceFiles.NameOf(n)}");
        foreach (var t in SourceFiles.Nodes<TypeDeclarationSyntax>(src).Where(t => t.Modifiers.Any(m => m.IsKind(SyntaxKind.PartialKeyword)) && !SourceFiles.IsGenerated(t))) o.WriteLine("partial " + SourceFiles.NameOf(t));
        File.WriteAllText("/tmp/house/arch.txt", o.ToString());
    }
}
