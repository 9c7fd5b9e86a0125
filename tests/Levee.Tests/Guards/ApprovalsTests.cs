using Levee.Core;
using Levee.Core.Diagnostics;
using Levee.Core.Guards;
using Levee.Core.Text;

namespace Levee.Tests.Guards;

public sealed class ApprovalsTests
{
    private static readonly Diagnostic Email = Finding("drop-column", "column public.User.email");
    private static readonly Diagnostic Phone = Finding("drop-column", "column public.User.phone");

    [Fact]
    public void An_approval_covers_its_object_and_no_other()
    {
        var judged = Judge("""-- levee:allow drop-column "User"."email" moved to Contact""", Email, Phone);

        Assert.Equal([Email], judged.Approved);
        Assert.Equal([Phone], judged.Refused);
        Assert.Empty(judged.Errors);
    }

    [Fact]
    public void An_approval_of_another_rule_covers_nothing() =>
        Assert.Equal(
            "approval-unused",
            Judge("""-- levee:allow drop-table "User"."email" why not""", Email).Errors[0].Code
        );

    [Fact]
    public void An_approval_that_nothing_needs_is_an_error() =>
        Assert.Equal(
            "approval-unused",
            Judge("""-- levee:allow drop-column "User"."age" long gone""", Email).Errors[0].Code
        );

    [Theory]
    [InlineData("\"User\"")]
    [InlineData("*")]
    public void An_approval_that_is_too_wide_is_an_error_and_approves_nothing(string name)
    {
        var judged = Judge($"-- levee:allow drop-column {name} all of it", Email, Phone);

        Assert.Equal([Email, Phone], judged.Refused);
        Assert.Equal("approval-too-wide", judged.Errors[0].Code);
        Assert.Equal(2, judged.Errors[0].Help.Count);
    }

    [Fact]
    public void An_approval_gives_a_reason()
    {
        var judged = Judge("""-- levee:allow drop-column "User"."email" """, Email);

        Assert.Equal([Email], judged.Refused);
        Assert.Equal("approval-without-reason", judged.Errors[0].Code);
    }

    [Fact]
    public void A_string_that_looks_like_an_approval_is_none() =>
        Assert.Empty(
            Approvals.Read(new SourceText("m.sql", "SELECT '\n-- levee:allow drop-column \"User\".\"email\" x\n'"))
        );

    [Fact]
    public void The_lines_that_are_written_approve_what_they_were_written_for()
    {
        var odd = Finding("drop-index", "index public.My index");
        var unnamed = Diagnostic.Error("unreached-branch", "a branch", new SourceText("m.sql", "\n\nDO").At(new(2, 2)));
        var lines = Approvals.LinesFor([Email, odd, unnamed], "because");

        var judged = Judge(string.Join('\n', lines), Email, odd, unnamed);

        Assert.Equal(3, judged.Approved.Count);
        Assert.Empty(judged.Errors);
    }

    private static ApprovedFindings Judge(string script, params Diagnostic[] findings) =>
        Approvals.Apply(findings.ToValueList(), Approvals.Read(new SourceText("m.sql", script + "\n")));

    private static Diagnostic Finding(string code, string about) =>
        Diagnostic.Error(code, "is gone") with
        {
            Object = about,
        };
}
