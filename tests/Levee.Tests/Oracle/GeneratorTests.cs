namespace Levee.Tests.Oracle;

[Slow]
public sealed class GeneratorTests
{
    [Fact]
    public void Prisma_accepts_most_of_what_is_generated()
    {
        using var oracle = PrismaOracle.Require();

        var accepted = Enumerable
            .Range(0, 60)
            .Count(seed =>
            {
                var dice = new Dice(seed);
                var seven = dice.Chance(20);
                var schema = new SchemaGenerator(dice).Generate(seven);
                return oracle.Validate(seven ? 7 : 6, schema.ToString()) is { Error: null, Panic: null };
            });

        Assert.InRange(accepted, 30, 60);
    }

    [Fact]
    public void A_seed_gives_the_same_schema_again() =>
        Assert.Equal(
            new SchemaGenerator(new(7)).Generate(seven: false).ToString(),
            new SchemaGenerator(new(7)).Generate(seven: false).ToString()
        );

    [Fact]
    public void A_schema_reads_back_as_it_was_written()
    {
        var text = new SchemaGenerator(new(11)).Generate(seven: true).ToString();

        Assert.Equal(text, SchemaText.Parse(text).ToString());
    }
}
