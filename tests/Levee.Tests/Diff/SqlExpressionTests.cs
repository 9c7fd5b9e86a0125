using Levee.Core.Diff;
using Levee.Core.Diff.Defaults;

namespace Levee.Tests.Diff;

public sealed class SqlExpressionTests
{
    [Theory]
    [InlineData("(now() + '1 day'::interval)", "now() + interval '1 day'")]
    [InlineData("timezone('utc'::text, now())", "now() at time zone 'utc'")]
    [InlineData("gen_random_uuid()", "GEN_RANDOM_UUID( )")]
    [InlineData("nextval('my_seq'::regclass)", "nextval('my_seq')")]
    [InlineData("CURRENT_DATE", "current_date")]
    [InlineData("'{}'::jsonb", "'{}'")]
    [InlineData("'{}'::text[]", "'{}'::text[]")]
    [InlineData("'2020-01-01 00:00:00'::timestamp without time zone", "'2020-01-01 00:00:00'::timestamp")]
    [InlineData("((2 + 3) * 4)", "(2+3)*4")]
    [InlineData("lower((a)::text)", "lower(a::text)")]
    public void What_PostgreSQL_prints_is_what_was_written(string printed, string written) =>
        Assert.True(ExpressionText.IsPrintedForm(printed, written));

    [Theory]
    [InlineData("(now() + '1 day'::interval)", "now() + interval '2 days'")]
    [InlineData("2 + 3 * 4", "(2 + 3) * 4")]
    [InlineData("'A'::text", "'a'::varchar")]
    [InlineData("lower(a)", "upper(a)")]
    [InlineData("'x'::text", "'x'::integer")]
    [InlineData("x'1'", "1")]
    [InlineData("a - b - c", "a - (b - c)")]
    public void Different_expressions_are_not_taken_for_the_same(string printed, string written) =>
        Assert.False(ExpressionText.IsPrintedForm(printed, written));

    [Theory]
    [InlineData("(b = 'x'::text)", "b = 'x'")]
    [InlineData("(\"b\" = true)", "b = true")]
    [InlineData("((status)::text = ANY (ARRAY['a'::text, 'b'::text]))", "status::text IN ('a', 'b')")]
    [InlineData("((a IS NOT NULL) AND (b > 1) AND (c < 2))", "a is not null and (b > 1 and c < 2)")]
    public void A_predicate_has_one_form(string printed, string written) =>
        Assert.Equal(ExpressionText.Normalise(written), ExpressionText.Normalise(printed));

    [Theory]
    [InlineData("(")]
    [InlineData("'open")]
    [InlineData("a::")]
    [InlineData("cast(a as")]
    [InlineData("timestamp with")]
    [InlineData("f(a,")]
    [InlineData("")]
    public void What_is_no_expression_is_not_read(string text) => Assert.Null(SqlExpressionReader.Read(text));
}
