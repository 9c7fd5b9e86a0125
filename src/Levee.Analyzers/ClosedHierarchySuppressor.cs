using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Levee.Analyzers;

/// <summary>
/// Silences CS8509 for a switch expression that has an unguarded arm for every member of a closed family: an abstract
/// record whose constructors are all private, so that only the types nested in it can derive from it.
/// A member without an arm leaves the diagnostic, which is an error in this solution.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ClosedHierarchySuppressor : DiagnosticSuppressor
{
    private static readonly SuppressionDescriptor Complete = new(
        "LEVEE001",
        "CS8509",
        "every member of the closed family has an arm"
    );

    public override ImmutableArray<SuppressionDescriptor> SupportedSuppressions => ImmutableArray.Create(Complete);

    public override void ReportSuppressions(SuppressionAnalysisContext context)
    {
        foreach (var diagnostic in context.ReportedDiagnostics)
        {
            var tree = diagnostic.Location.SourceTree;
            var node = tree?.GetRoot(context.CancellationToken).FindNode(diagnostic.Location.SourceSpan);
            if (node?.FirstAncestorOrSelf<SwitchExpressionSyntax>() is not { } switchExpression)
                continue;

            var model = context.GetSemanticModel(tree!);
            var family = model.GetTypeInfo(switchExpression.GoverningExpression, context.CancellationToken).Type;
            if (family is INamedTypeSymbol named && IsClosed(named) && Covers(switchExpression, named, model))
                context.ReportSuppression(Suppression.Create(Complete, diagnostic));
        }
    }

    private static bool IsClosed(INamedTypeSymbol type) =>
        type.IsAbstract
        && type.InstanceConstructors.All(constructor =>
            constructor.DeclaredAccessibility == Accessibility.Private
            || (
                constructor.Parameters.Length == 1
                && SymbolEqualityComparer.Default.Equals(constructor.Parameters[0].Type, type)
            )
        );

    private static bool Covers(SwitchExpressionSyntax node, INamedTypeSymbol family, SemanticModel model)
    {
        var covered = new HashSet<ITypeSymbol>(
            node.Arms.Where(arm => arm.WhenClause is null).SelectMany(arm => TypesMatchedWhole(arm.Pattern, model)),
            SymbolEqualityComparer.Default
        );
        return Leaves(family).All(covered.Contains);
    }

    private static IEnumerable<INamedTypeSymbol> Leaves(INamedTypeSymbol family) =>
        family
            .GetTypeMembers()
            .Where(member => SymbolEqualityComparer.Default.Equals(member.BaseType, family))
            .SelectMany(member =>
                member.IsAbstract ? Leaves(member).Append(member).Where(type => !type.IsAbstract) : new[] { member }
            );

    /// <summary>The types of which a pattern takes every value: <c>T</c>, <c>T t</c>, <c>T(var a, _)</c>, <c>A or B</c>.</summary>
    private static IEnumerable<ITypeSymbol> TypesMatchedWhole(PatternSyntax pattern, SemanticModel model) =>
        pattern switch
        {
            ConstantPatternSyntax { Expression: var name } when model.GetSymbolInfo(name).Symbol is ITypeSymbol type =>
                new[] { type },
            TypePatternSyntax { Type: var name } => TypeOf(name, model),
            DeclarationPatternSyntax { Type: var name } => TypeOf(name, model),
            RecursivePatternSyntax { Type: { } name } recursive when TakesAll(recursive) => TypeOf(name, model),
            BinaryPatternSyntax { RawKind: (int)SyntaxKind.OrPattern } either => TypesMatchedWhole(either.Left, model)
                .Concat(TypesMatchedWhole(either.Right, model)),
            ParenthesizedPatternSyntax { Pattern: var inner } => TypesMatchedWhole(inner, model),
            _ => Enumerable.Empty<ITypeSymbol>(),
        };

    private static IEnumerable<ITypeSymbol> TypeOf(TypeSyntax name, SemanticModel model) =>
        model.GetTypeInfo(name).Type is { } type ? new[] { type } : Enumerable.Empty<ITypeSymbol>();

    private static bool TakesAll(RecursivePatternSyntax pattern) =>
        (pattern.PositionalPatternClause?.Subpatterns ?? default).All(part =>
            part.Pattern is VarPatternSyntax or DiscardPatternSyntax
        )
        && (pattern.PropertyPatternClause?.Subpatterns ?? default).All(part =>
            part.Pattern is VarPatternSyntax or DiscardPatternSyntax
        );
}
