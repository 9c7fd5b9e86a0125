using System.Text.RegularExpressions;
using Levee.Core;
using Levee.Core.Diagnostics;
using Levee.Core.Psl.Syntax;
using Levee.Core.Text;

namespace Levee.Tests.Psl;

public sealed class ParserTests
{
    [Fact]
    public void A_line_that_cannot_be_read_is_reported_and_the_next_one_is_read()
    {
        var (schema, errors) = Parse("model A {\n  id Int @id(\n  name String\n}\nmodel B {\n}\n");

        Assert.Equal(["A", "B"], schema.Items.Cast<BlockSyntax.Model>().Select(model => model.Name.Text));
        Assert.Equal("2:3", Assert.Single(errors).At!.Value.Start.ToString());
        Assert.Single(((BlockSyntax.Model)schema.Items[0]).Members);
    }

    [Fact]
    public void The_caret_stands_where_the_line_stops_making_sense()
    {
        var (_, errors) = Parse("model A {\n  id Int @default(1 2)\n}\n");

        var error = Assert.Single(errors);
        Assert.Equal("2", error.At!.Value.Source[error.At.Value.Span]);
        Assert.Equal(["expected `,` or `)` here"], error.Notes);
    }

    [Fact]
    public void The_lines_of_a_block_that_is_never_closed_are_wrong_each_for_itself()
    {
        var (_, errors) = Parse("model A {\n  id Int @id\n");

        Assert.Equal([1, 2], errors.Select(error => error.At!.Value.Start.Line));
    }

    [Fact]
    public void A_long_list_keeps_its_order()
    {
        var (schema, errors) = Parse("model A {\n  a Int @b(1, 2, 3, 4, 5, 6, 7)\n}\n");

        Assert.Empty(errors);
        var field = (MemberSyntax.Field)((BlockSyntax.Model)schema.Items[0]).Members[0];
        var numbers = field.Attributes[0].Arguments!.Arguments.Select(argument => argument.Value);
        Assert.Equal(
            ["1", "2", "3", "4", "5", "6", "7"],
            numbers.Cast<ExpressionSyntax.Number>().Select(number => number.Digits)
        );
    }

    [Fact]
    public void A_misspelled_keyword_is_recognised()
    {
        var (_, errors) = Parse("modle A {\n");

        Assert.Equal(["did you mean `model`?"], Assert.Single(errors).Help);
    }

    [Theory]
    [InlineData("modelA {\n  id Int @id\n}", "A")]
    [InlineData("model A{\n  id Int@id\n}", "A")]
    [InlineData("/* a */ model A { what stands here\n}", "A")]
    [InlineData("model A {\r\n  id Int @ id // x\r\n}\r\n", "A")]
    [InlineData("model A {\r  id Int [] /* x\n y */\r}", "A")]
    public void Odd_forms_that_Prisma_accepts_are_read(string text, string name)
    {
        var (schema, errors) = Parse(text);

        Assert.Empty(errors);
        Assert.Equal(name, schema.Items.OfType<BlockSyntax.Model>().Single().Name.Text);
    }

    [Fact]
    public void Escapes_of_JSON_are_decoded()
    {
        var (schema, errors) = Parse(
            """
            enum E {
              A @map("\"\\\/\b\f\n\r\t\u00e9\ud83d\ude00")
            }
            """
        );

        Assert.Empty(errors);
        var value = (MemberSyntax.EnumValue)((BlockSyntax.Enum)schema.Items[0]).Members[0];
        Assert.Equal(
            "\"\\/\b\f\n\r\té😀",
            ((ExpressionSyntax.Text)value.Attributes[0].Arguments!.Arguments[0].Value!).Value
        );
    }

    [Fact]
    public void A_wrong_escape_is_reported_at_its_place()
    {
        var (_, errors) = Parse(
            """
            enum E {
              A @map("x\qy")
            }
            """
        );

        var error = Assert.Single(errors);
        Assert.Equal(@"\q", error.At!.Value.Source[error.At.Value.Span]);
    }

    [Theory]
    [InlineData('[')]
    [InlineData('(')]
    [InlineData('{')]
    public void Deep_nesting_does_not_exhaust_the_stack(char bracket)
    {
        var (_, errors) = Parse($"model A {{\n  id Int @default(f{new string(bracket, 100_000)}\n}}\n");

        Assert.NotEmpty(errors);
    }

    [Fact]
    public void What_is_printed_reads_as_what_was_read()
    {
        var texts = SampleSchemas().ToList();

        var changed = texts.Where(text => !SurvivesPrinting(text)).Select(text => text.Path).ToList();

        Tally.Record("psl-print", texts.Count - changed.Count, texts.Count);
        Assert.Empty(changed);
    }

    internal static bool SurvivesPrinting(SourceText text)
    {
        var before = Parser.Parse(text, []);
        var after = Parser.Parse(new SourceText(text.Path, SchemaPrinter.Print(before)), []);
        return Shape(before) == Shape(after);
    }

    /// <summary>Everything but the places.</summary>
    private static string Shape(SchemaSyntax schema) => Regex.Replace(schema.ToString(), @"TextSpan \{[^}]*\}", "@");

    private static IEnumerable<SourceText> SampleSchemas()
    {
        yield return new("built-in", FuzzTests.Everything);
        if (!Directory.Exists(Path.Combine(Path.GetDirectoryName(Corpus.Repository)!, "shared", "corpus", "schemas")))
            yield break;
        // Neighbours hardly differ.
        foreach (var file in SchemaCorpusTests.Revisions().Where((_, index) => index % 10 == 0))
            yield return SchemaCorpusTests.Read(file);
    }

    private static (SchemaSyntax Schema, ValueList<Diagnostic> Errors) Parse(string text)
    {
        var diagnostics = new DiagnosticBag();
        var schema = Parser.Parse(new SourceText("schema.prisma", text), diagnostics);
        return (schema, diagnostics.Sorted());
    }
}
