using Levee.Core.Diagnostics;
using Levee.Core.Rules;
using Levee.Core.Sql;
using Levee.Core.Text;

namespace Levee.Core.Guards;

/// <summary>One line of a migration that allows one loss: <c>-- levee:allow drop-column "User"."email" moved to Contact</c>.</summary>
/// <param name="Object">Without quotes: <c>User.email</c>. Empty where the line names none.</param>
public sealed record Approval(string Code, string Object, string Reason, SourceLocation At);

/// <summary>What refuses a migration, split by what its lines allow.</summary>
/// <param name="Refused">Not approved.</param>
/// <param name="Errors">Approvals that name nothing the migration destroys, name too much, or give no reason.</param>
public sealed record ApprovedFindings(
    ValueList<Diagnostic> Refused,
    ValueList<Diagnostic> Approved,
    ValueList<Diagnostic> Errors
);

/// <summary>Approvals are per object and stand in the migration, where the reviewer sees them. None covers more than it names.</summary>
public static class Approvals
{
    /// <summary>What a migration that stands in for merged ones may be allowed by; whether it does is proven elsewhere.</summary>
    public const string Squash = "history-squashed";

    private const string Marker = "levee:allow";

    /// <summary>The lines of the script, in their order. Only comments count: a string that looks like one does not.</summary>
    public static ValueList<Approval> Read(SourceText script) =>
        SqlLexer
            .Read(script.Text)
            .Where(token => token.Kind == SqlTokenKind.LineComment)
            .Select(token => Parse(script, token.Span))
            .OfType<Approval>()
            .ToValueList();

    /// <param name="findings">What the rules said; what refuses nothing is left out of the answer.</param>
    public static ApprovedFindings Apply(ValueList<Diagnostic> findings, ValueList<Approval> approvals)
    {
        var refusing = findings.Where(Ruleset.Refuses).ToList();
        var approved = refusing
            .Where(finding => approvals.Any(approval => approval.Reason.Length > 0 && Covers(approval, finding)))
            .ToList();
        return new(
            refusing.Except(approved, ReferenceEqualityComparer.Instance).Cast<Diagnostic>().ToValueList(),
            approved.ToValueList(),
            approvals.Select(approval => Objection(approval, refusing)).OfType<Diagnostic>().ToValueList()
        );
    }

    /// <summary>The lines that allow exactly these findings.</summary>
    public static ValueList<string> LinesFor(IEnumerable<Diagnostic> findings, string reason) =>
        findings
            .Select(finding => $"-- {Marker} {finding.Code} {Written(finding)} {reason}")
            .Distinct(StringComparer.Ordinal)
            .ToValueList();

    /// <summary>The reason that a migration gives for standing in for merged ones; null where it gives none.</summary>
    public static string? ReasonToSquash(SourceText script, string name) =>
        Read(script).FirstOrDefault(approval => approval.Code == Squash && approval.Object == name)
            is { Reason.Length: > 0 } approval
            ? approval.Reason
            : null;

    private static Approval? Parse(SourceText script, TextSpan span)
    {
        var text = script[span][2..].Trim();
        if (!text.StartsWith(Marker + " ", StringComparison.Ordinal))
            return null;
        var rest = text[Marker.Length..].TrimStart();
        var blank = rest.IndexOf(' ', StringComparison.Ordinal);
        if (blank < 0)
            return new(rest, "", "", script.At(span));
        var (code, named) = (rest[..blank], rest[blank..].TrimStart());
        var end = 0;
        for (var quoted = false; end < named.Length && (quoted || named[end] != ' '); end++)
            quoted ^= named[end] == '"';
        return new(
            code,
            named[..end].Replace("\"", "", StringComparison.Ordinal),
            named[end..].Trim(),
            script.At(span)
        );
    }

    private static bool Covers(Approval approval, Diagnostic finding) =>
        approval.Code == finding.Code
        && approval.Object.Length > 0
        && (approval.Object == NameOf(finding) || approval.Object == NamedObject.Short(NameOf(finding)));

    private static Diagnostic? Objection(Approval approval, List<Diagnostic> refusing)
    {
        if (
            approval.Code != Squash
            && Ruleset.Find(approval.Code) is not { Class: RuleClass.Destroys or RuleClass.Unproven }
        )
            return Diagnostic.Error(
                "approval-unknown",
                $"there is no rule {approval.Code} that needs an approval",
                approval.At
            );
        if (approval.Reason.Length == 0)
            return Diagnostic.Error(
                "approval-without-reason",
                "an approval names one object and gives a reason",
                approval.At
            ) with
            {
                Help =
                [
                    $"-- {Marker} {approval.Code} {(approval.Object.Length > 0 ? approval.Object : "\"table\".\"column\"")} why it may go",
                ],
            };
        if (approval.Code == Squash || refusing.Exists(finding => Covers(approval, finding)))
            return null;
        var below = refusing.FindAll(finding =>
            finding.Code == approval.Code
            && (
                approval.Object is "*"
                || NamedObject.Short(NameOf(finding)).StartsWith(approval.Object + ".", StringComparison.Ordinal)
            )
        );
        return below.Count > 0
            ? Diagnostic.Error(
                "approval-too-wide",
                $"the approval of {approval.Object} is wider than what the migration destroys",
                approval.At
            ) with
            {
                Help = LinesFor(below, approval.Reason),
            }
            : Diagnostic.Error(
                "approval-unused",
                $"the migration does not do what this allows: {approval.Code} {approval.Object}",
                approval.At
            ) with
            {
                Help = ["take the line out, so that it cannot cover something later"],
            };
    }

    private static string NameOf(Diagnostic finding) =>
        finding.Object is { } about ? NamedObject.Of(about).Name : $"line-{finding.At?.Start.Line ?? 1}";

    private static string Written(Diagnostic finding) =>
        finding.Object is null
            ? NameOf(finding)
            : string.Join('.', NamedObject.Short(NameOf(finding)).Split('.').Select(Identifier.Quote));
}
