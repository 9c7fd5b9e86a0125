using System.Text;
using Levee.Core.Diagnostics;
using Levee.Core.Sql;
using Levee.Core.Statements;
using Levee.Core.Text;

namespace Levee.Tests.Workspace;

public sealed class FileEncodingTests
{
    private const string Sql = "COMMENT ON TABLE a IS 'é';\nSELECT 1;\n";

    [Theory]
    [InlineData("")]
    [InlineData("SELECT 'é 漢 𝄞';")]
    [InlineData("\uFEFFSELECT 1;")]
    public void A_text_in_UTF_8_is_taken(string text) =>
        Assert.Null(FileEncoding.Check("a.sql", Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void UTF_16_is_named_with_and_without_its_mark()
    {
        Assert.Contains("UTF-16LE", Message([0xFF, 0xFE, .. Encoding.Unicode.GetBytes(Sql)]));
        Assert.Contains("UTF-16BE", Message([0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes(Sql)]));
        Assert.Contains("UTF-16LE", Message(Encoding.Unicode.GetBytes(Sql)));
        Assert.Contains("UTF-16BE", Message(Encoding.BigEndianUnicode.GetBytes(Sql)));
    }

    [Fact]
    public void Latin_1_is_named_with_its_place_and_the_letter()
    {
        var found = FileEncoding.Check("a.sql", Encoding.Latin1.GetBytes("SELECT 1;\n" + Sql))!;

        Assert.Equal("a.sql:2:24", found.At.ToString());
        Assert.Contains("é", found.Notes[0]);
        Assert.Contains("iconv -f WINDOWS-1252", found.Help[0]);
    }

    [Fact]
    public void A_NUL_byte_is_named_with_its_place()
    {
        var found = FileEncoding.Check("a.sql", "SELECT 1;\nSEL\0ECT 2;\n"u8)!;

        Assert.Contains("NUL", found.Message);
        Assert.Equal("a.sql:2:4", found.At.ToString());
    }

    [Fact]
    public void Commands_of_psql_are_listed_and_what_only_looks_like_one_is_not()
    {
        var script = ScriptReader.Read(
            new SourceText(
                "a.sql",
                "\\restrict abc\nSELECT '\n\\no';\n-- \\no\nSELECT 1; -- a \\no\n  \\unrestrict abc\n"
            )
        );

        var found = PsqlCommands.Find(script)!;

        Assert.StartsWith("\\restrict is a command of psql", found.Message);
        Assert.Equal(["delete the lines", "1: \\restrict abc", "6: \\unrestrict abc"], found.Help);
    }

    private static string Message(byte[] bytes) => FileEncoding.Check("a.sql", bytes)!.Message;
}
