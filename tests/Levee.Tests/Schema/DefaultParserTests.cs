using CsCheck;
using Levee.Core.Schema;
using static Levee.Core.Schema.LiteralValue;

namespace Levee.Tests.Schema;

public sealed class DefaultParserTests
{
    public static TheoryData<string, NativeType, LiteralValue> Literals =>
        new()
        {
            { "'x'::text", NativeType.Text, new Text("x") },
            { "'it''s'::character varying", NativeType.VarChar, new Text("it's") },
            { "'a'::character varying(5)", NativeType.VarChar, new Text("a") },
            { @"E'back\\slash\nline'::text", NativeType.Text, new Text("back\\slash\nline") },
            { "'a\nb'::text", NativeType.Text, new Text("a\nb") },
            { "'NULL'::text", NativeType.Text, new Text("NULL") },
            { "'127.0.0.1'::inet", NativeType.Inet, new Text("127.0.0.1") },
            { "'101'::\"bit\"", NativeType.Bit, new Text("101") },
            { "'{\"a\": 1}'::jsonb", NativeType.JsonB, new Json("{\"a\": 1}") },
            { "5", NativeType.Integer, new Integer(5) },
            { "'-5'::integer", NativeType.SmallInt, new Integer(-5) },
            { "'9999999999'::bigint", NativeType.BigInt, new BigInteger(9_999_999_999) },
            { "1.50", NativeType.DoublePrecision, new Number("1.50") },
            { "(1.5)::double precision", NativeType.DoublePrecision, new Number("1.5") },
            { "'-0.10'::numeric", NativeType.Decimal, new Number("-0.10") },
            { "'12345678901234567890'::numeric", NativeType.Decimal, new Number("12345678901234567890") },
            { "'1.5e+3'::double precision", NativeType.DoublePrecision, new Number("1500") },
            { "'1.5e-3'::double precision", NativeType.DoublePrecision, new Number("0.0015") },
            { "true", NativeType.Boolean, new LiteralValue.Boolean(true) },
            { "'\\x6869'::bytea", NativeType.ByteA, new Bytes("6869") },
        };

    [Theory, MemberData(nameof(Literals))]
    public void Reads_the_constants_of_a_type(string text, NativeType type, LiteralValue value) =>
        Assert.Equal(new DefaultValue.Value(value), Parse(text, type));

    [Theory]
    [InlineData("CURRENT_TIMESTAMP", NativeType.Timestamp)]
    [InlineData("now()", NativeType.Timestamptz)]
    [InlineData("now()::timestamp(3) without time zone", NativeType.Timestamp)]
    public void Reads_the_current_time(string text, NativeType type) =>
        Assert.Equal(new DefaultValue.Now(), Parse(text, type));

    [Theory]
    [InlineData("nextval('t_id_seq'::regclass)", null, "t_id_seq")]
    [InlineData("nextval('\"User_id_seq\"'::regclass)", null, "User_id_seq")]
    [InlineData("nextval('s.\"a.b\"'::regclass)", "s", "a.b")]
    [InlineData("nextval(('my_seq'::text)::regclass)", null, "my_seq")]
    public void Reads_the_next_number_of_a_sequence(string text, string? @namespace, string name) =>
        Assert.Equal(new DefaultValue.Sequence(name) { Namespace = @namespace }, Parse(text, NativeType.Integer));

    public static TheoryData<string, NativeType, LiteralValue[]> Lists =>
        new()
        {
            { "ARRAY['a'::text, 'b,c'::text]", NativeType.Text, [new Text("a"), new Text("b,c")] },
            { "ARRAY[]::text[]", NativeType.Text, [] },
            { "(ARRAY[]::text[])::character varying(3)[]", NativeType.VarChar, [] },
            { "'{}'::text[]", NativeType.Text, [] },
            { "'{1,-2}'::integer[]", NativeType.Integer, [new Integer(1), new Integer(-2)] },
            { "'{a,\"b \\\"c\\\"\"}'::text[]", NativeType.Text, [new Text("a"), new Text("b \"c\"")] },
            { "ARRAY[(1)::bigint, '-3'::bigint]", NativeType.BigInt, [new Integer(1), new Integer(-3)] },
            { "ARRAY[(1.5)::double precision]", NativeType.DoublePrecision, [new Number("1.5")] },
            {
                "ARRAY[true, false]",
                NativeType.Boolean,
                [new LiteralValue.Boolean(true), new LiteralValue.Boolean(false)]
            },
        };

    [Theory, MemberData(nameof(Lists))]
    public void Reads_lists_of_constants(string text, NativeType type, LiteralValue[] items) =>
        Assert.Equal(
            new DefaultValue.Value(new List([.. items])),
            DefaultParser.Parse(text, new ColumnType.Native(type), Arity.List)
        );

    [Theory]
    [InlineData("(1 + 1)", NativeType.Integer)]
    [InlineData("'5'::integer + 1", NativeType.Integer)]
    [InlineData("lower('x'::text)", NativeType.Text)]
    [InlineData("('x'::text || 'y'::text)", NativeType.Text)]
    [InlineData("(1 = 1)", NativeType.Boolean)]
    [InlineData("'2020-01-01 00:00:00'::timestamp without time zone", NativeType.Timestamp)]
    [InlineData("(now() + '1 day'::interval)", NativeType.Timestamptz)]
    [InlineData("'00000000-0000-0000-0000-000000000000'::uuid", NativeType.Uuid)]
    [InlineData("'$1.50'::money", NativeType.Money)]
    [InlineData("'NaN'::numeric", NativeType.Decimal)]
    [InlineData("99999999999999999999", NativeType.BigInt)]
    [InlineData("'unterminated", NativeType.Text)]
    public void Keeps_what_it_does_not_know_as_an_expression(string text, NativeType type) =>
        Assert.Equal(new DefaultValue.Expression(text), Parse(text, type));

    [Fact]
    public void Reads_the_labels_of_an_enum()
    {
        var type = new ColumnType.Enum(new(null, "E"));

        Assert.Equal(
            new DefaultValue.Value(new EnumLabel("A")),
            DefaultParser.Parse("'A'::\"E\"", type, Arity.Required)
        );
        Assert.Equal(
            new DefaultValue.Value(new List([new EnumLabel("A")])),
            DefaultParser.Parse("ARRAY['A'::public.\"E\"]", type, Arity.List)
        );
    }

    [Fact]
    public void Takes_NULL_for_no_default() => Assert.Null(Parse("NULL::text", NativeType.Text));

    [Fact]
    public void Accepts_any_text() =>
        Gen.Select(Gen.String["'E(){}[]:,.-+1eARY now\\x\""], Gen.Enum<NativeType>(), Gen.Enum<Arity>())
            .Sample(
                (text, type, arity) =>
                {
                    DefaultParser.Parse(text, new ColumnType.Native(type), arity);
                },
                iter: 20_000
            );

    private static DefaultValue? Parse(string text, NativeType type) =>
        DefaultParser.Parse(text, new ColumnType.Native(type), Arity.Nullable);
}
