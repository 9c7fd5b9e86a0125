using System.Text;
using Levee.Core.Guards;

namespace Levee.Tests.Guards;

public sealed class SchemaCopiesTests
{
    [Fact]
    public void Equal_bytes_are_in_sync() =>
        Assert.Empty(SchemaCopies.Check(File("truth", "a\nb\n"), [File("copy", "a\nb\n")]));

    [Theory]
    [InlineData("a\nb\nc\n", "a\nX\nc\n", 2)]
    [InlineData("a\nb\n", "a\n", 2)]
    [InlineData("a\n", "a\nb\n", 2)]
    [InlineData("a\nb\n", "a\r\nb\n", 1)]
    [InlineData("a\nb\n", "a\nb", 3)]
    [InlineData("a\n", "\ufeffa\n", 1)]
    public void Shows_the_first_line_that_differs(string truth, string copy, int line)
    {
        var difference = Assert.Single(SchemaCopies.Check(File("truth", truth), [File("copy", copy)]));

        Assert.Equal("copy differs from truth", difference.Message);
        Assert.Equal(Math.Min(line, difference.At!.Value.Source.LineCount), difference.At.Value.Start.Line);
    }

    [Fact]
    public void Shows_both_lines()
    {
        var difference = SchemaCopies.Check(File("truth", "a\nb\n"), [File("copy", "a\nX\n")])[0];

        Assert.Equal(["truth:2: b", "copy:2: X"], difference.Notes);
    }

    [Fact]
    public void Says_that_only_the_ends_of_lines_differ() =>
        Assert.Contains("CR LF", SchemaCopies.Check(File("truth", "a\nb\n"), [File("copy", "a\r\nb\r\n")])[0].Notes[2]);

    [Fact]
    public void Bytes_that_read_as_the_same_text_are_not_the_same()
    {
        var truth = new SchemaCopy("truth", [new SchemaFile("", [(byte)'a', 0xff])]);
        var copy = new SchemaCopy("copy", [new SchemaFile("", [(byte)'a', 0xfe])]);

        Assert.Single(SchemaCopies.Check(truth, [copy]));
    }

    [Fact]
    public void A_link_is_refused_even_where_it_reads_the_same() =>
        Assert.Contains(
            "symbolic link",
            SchemaCopies.Check(File("truth", "a"), [File("copy", "a") with { IsSymbolicLink = true }])[0].Message
        );

    [Fact]
    public void A_missing_copy_is_named() =>
        Assert.Equal(
            "copy is missing",
            SchemaCopies.Check(File("truth", "a"), [new SchemaCopy("copy", [])])[0].Message
        );

    [Fact]
    public void Folders_are_compared_file_by_file()
    {
        SchemaCopy truth = new("truth", [Part("a.prisma", "a"), Part("b.prisma", "b")]);
        SchemaCopy copy = new("copy", [Part("a.prisma", "A"), Part("c.prisma", "c")]);

        Assert.Equal(
            ["copy/a.prisma differs from truth/a.prisma", "copy/b.prisma is missing", "copy/c.prisma is not in truth"],
            SchemaCopies.Check(truth, [copy]).Select(difference => difference.Message)
        );
    }

    private static SchemaCopy File(string path, string text) => new(path, [Part("", text)]);

    private static SchemaFile Part(string path, string text) => new(path, Encoding.UTF8.GetBytes(text));
}
