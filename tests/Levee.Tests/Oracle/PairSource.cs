namespace Levee.Tests.Oracle;

/// <summary>Pairs of schemas to compare, each given by a number alone.</summary>
/// <param name="schemas">The folder of real projects' revisions; null where there is none.</param>
internal sealed class PairSource(string? schemas)
{
    private readonly string[] _revisions = schemas is null
        ? []
        : [.. Directory.GetFiles(schemas, "*.prisma", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];

    public SchemaPair Draw(int seed)
    {
        var dice = new Dice(seed);
        var seven = dice.Chance(25);
        var generator = new SchemaGenerator(dice);
        var mutator = new SchemaMutator(dice);
        if (_revisions.Length > 0 && dice.Chance(25))
        {
            var revision = SchemaText.Parse(File.ReadAllText(dice.Pick(_revisions)));
            return new(mutator.Mutate(revision, dice.Number(0, 2)), mutator.Mutate(revision, dice.Number(1, 8)));
        }
        var before = generator.Generate(seven);
        return dice.Chance(25)
            ? new(before, generator.Generate(seven))
            : new(before, mutator.Mutate(before, dice.Number(1, 6)));
    }
}
