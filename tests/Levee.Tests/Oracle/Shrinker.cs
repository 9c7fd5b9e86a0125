namespace Levee.Tests.Oracle;

/// <summary>Makes a pair of schemas smaller while it stays interesting: blocks, then lines, then attributes.</summary>
internal sealed class Shrinker(Func<SchemaPair, bool> isInteresting, int attempts = 1500)
{
    private int _left = attempts;

    public SchemaPair Shrink(SchemaPair pair)
    {
        for (var smaller = Round(pair); smaller != pair && _left > 0; smaller = Round(pair))
            pair = smaller;
        return pair;
    }

    private SchemaPair Round(SchemaPair pair)
    {
        pair = Each(pair, Blocks(pair), WithoutBlock);
        pair = Each(pair, Lines(pair), WithoutLine);
        pair = Each(pair, Attributes(pair), WithoutAttribute);
        return pair;
    }

    /// <summary>Tries to take each thing from both sides, then from one.</summary>
    private SchemaPair Each<T>(SchemaPair pair, List<T> things, Func<SchemaText, T, SchemaText> without)
    {
        foreach (var thing in things)
        {
            var (before, after) = (without(pair.Before, thing), without(pair.After, thing));
            foreach (
                var candidate in new[]
                {
                    new SchemaPair(before, after),
                    pair with
                    {
                        Before = before,
                    },
                    pair with
                    {
                        After = after,
                    },
                }
            )
            {
                if (_left <= 0 || Same(candidate, pair) || !IsOneProject(candidate))
                    continue;
                _left--;
                if (!isInteresting(candidate))
                    continue;
                pair = candidate;
                break;
            }
        }
        return pair;
    }

    private static bool Same(SchemaPair one, SchemaPair other) =>
        one.Before.ToString() == other.Before.ToString() && one.After.ToString() == other.After.ToString();

    // The two sides of a real project name the same namespaces and are written in the same style.
    private static bool IsOneProject(SchemaPair pair) =>
        pair.Before.Datasource?.ToString() == pair.After.Datasource?.ToString()
        || pair.Before.IsSeven == pair.After.IsSeven && Namespaces(pair.Before) == Namespaces(pair.After);

    private static string? Namespaces(SchemaText schema) =>
        schema.Datasource?.Lines.Find(line => line.StartsWith("schemas", StringComparison.Ordinal));

    private static List<string> Blocks(SchemaPair pair) =>
        [
            .. pair
                .Before.Blocks.Concat(pair.After.Blocks)
                .Where(block => block.Kind is not "datasource")
                .Select(block => block.Name)
                .Distinct(),
        ];

    private static List<(string Block, string Line)> Lines(SchemaPair pair) =>
        [
            .. pair
                .Before.Blocks.Concat(pair.After.Blocks)
                .SelectMany(block => block.Lines, (block, line) => (block.Name, line))
                .Distinct(),
        ];

    private static List<(string Block, string Line, string Attribute)> Attributes(SchemaPair pair) =>
        [
            .. from block in pair.Before.Blocks.Concat(pair.After.Blocks)
            where block.HasFields
            from at in block.FieldLines
            from attribute in SchemaText.Field.Parse(block.Lines[at]).Attributes
            select (block.Name, block.Lines[at], attribute),
        ];

    private static SchemaText WithoutBlock(SchemaText schema, string name) =>
        new([
            .. from block in schema.Blocks
            where block.Name != name
            select block with
            {
                Lines = [.. block.Lines.Where(line => !block.HasFields || SchemaText.Field.Parse(line).Type != name)],
            },
        ]);

    private static SchemaText WithoutLine(SchemaText schema, (string Block, string Line) gone) =>
        new([
            .. from block in schema.Blocks
            select block.Name == gone.Block
                ? block with
                {
                    Lines = [.. block.Lines.Where(line => line != gone.Line)],
                }
                : block,
        ]);

    private static SchemaText WithoutAttribute(SchemaText schema, (string Block, string Line, string Attribute) gone) =>
        new([
            .. from block in schema.Blocks
            select block.Name == gone.Block
                ? block with
                {
                    Lines = [.. block.Lines.Select(line => Shortened(line, gone))],
                }
                : block,
        ]);

    private static string Shortened(string line, (string Block, string Line, string Attribute) gone)
    {
        if (line != gone.Line)
            return line;
        var field = SchemaText.Field.Parse(line);
        return (field with { Attributes = [.. field.Attributes.Where(one => one != gone.Attribute)] }).ToString();
    }
}

/// <summary>Two schemas between which a migration is asked for.</summary>
internal sealed record SchemaPair(SchemaText Before, SchemaText After);
