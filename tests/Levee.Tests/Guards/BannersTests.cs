using Levee.Core;
using Levee.Core.Diagnostics;
using Levee.Core.Guards;
using Levee.Core.Text;

namespace Levee.Tests.Guards;

public sealed class BannersTests
{
    private static readonly Diagnostic Lost = Finding("delete-rows", "deletes rows of users", "b.sql");
    private static readonly Diagnostic Doubtful = Finding("unproven-change", "may destroy rows of users", "a.sql");

    [Fact]
    public void What_is_unproven_is_not_said_to_destroy()
    {
        var words = TextOf(Doubtful);

        Assert.Contains("may destroy data", words);
        Assert.DoesNotContain("cannot be brought back", words);
    }

    [Fact]
    public void What_is_unproven_stands_apart_from_what_is_lost()
    {
        var words = TextOf(Doubtful, Lost);

        Assert.Contains("destroys 1 thing that cannot be brought back, and may destroy more", words);
        Assert.True(words.IndexOf(Lost.Message) < words.IndexOf("Not shown to be harmless:"));
        Assert.True(words.IndexOf("Not shown to be harmless:") < words.IndexOf(Doubtful.Message));
    }

    [Fact]
    public void Each_file_has_its_own_approval_lines_also_for_the_same_object() =>
        Assert.Equal(
            """
                 in a.sql
                   -- levee:allow delete-rows "users" <reason>
                 in b.sql
                   -- levee:allow delete-rows "users" <reason>
            """.ReplaceLineEndings("\n"),
            string.Join(
                '\n',
                Banners
                    .DestructiveFiles([Lost, Finding("delete-rows", "deletes rows of users", "a.sql"), Lost])
                    .ForPeople.SkipWhile(line => !line.StartsWith("     in "))
            )
        );

    private static string TextOf(params Diagnostic[] findings) =>
        string.Join('\n', Banners.DestructiveFiles(findings.ToValueList()).ForPeople);

    private static Diagnostic Finding(string code, string message, string file) =>
        Diagnostic.Error(code, message, new SourceText(file, "DELETE FROM users").At(new(0, 6))) with
        {
            Object = "rows public.users",
        };
}
