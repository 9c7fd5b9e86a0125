using System.Text.RegularExpressions;

namespace Levee.Tests.Oracle;

/// <summary>A schema file as blocks of lines, loose enough to hold an invalid one: what the fuzzer builds, changes and shrinks.</summary>
internal sealed partial record SchemaText(List<SchemaText.Block> Blocks)
{
    /// <param name="Kind"><c>model</c>, <c>enum</c>, <c>view</c>, <c>datasource</c>, <c>generator</c>, <c>type</c>.</param>
    /// <param name="Lines">Without indentation; comments and blank lines are dropped.</param>
    internal sealed record Block(string Kind, string Name, List<string> Lines)
    {
        public Block Copy() => this with { Lines = [.. Lines] };

        public bool HasFields => Kind is "model" or "view";

        public IEnumerable<int> FieldLines =>
            Enumerable.Range(0, Lines.Count).Where(at => HasFields && IsField(Lines[at]));

        public IEnumerable<Field> Fields => FieldLines.Select(at => Field.Parse(Lines[at]));

        public override string ToString() =>
            $"{Kind} {Name} {{\n{string.Concat(Lines.Select(line => $"  {line}\n"))}}}\n";

        private static bool IsField(string line) => !line.StartsWith("@@", StringComparison.Ordinal);
    }

    /// <param name="Type">The base type: <c>String</c>, <c>Post</c>, <c>Unsupported("box")</c>.</param>
    /// <param name="Suffix">Empty, <c>?</c> or <c>[]</c>.</param>
    internal sealed record Field(string Name, string Type, string Suffix, List<string> Attributes)
    {
        public static Field Parse(string line)
        {
            var match = FieldPattern().Match(line);
            if (!match.Success)
                return new(line, "", "", []);
            return new(
                match.Groups[1].Value,
                match.Groups[2].Value,
                match.Groups[3].Value,
                SplitAttributes(match.Groups[4].Value)
            );
        }

        public bool Has(string attribute) => Attributes.Exists(one => IsNamed(one, attribute));

        public Field Without(string attribute) =>
            this with
            {
                Attributes = [.. Attributes.Where(one => !IsNamed(one, attribute))],
            };

        public Field With(string attribute) => this with { Attributes = [.. Attributes, attribute] };

        public override string ToString() => $"{Name} {Type}{Suffix} {string.Join(' ', Attributes)}".TrimEnd();

        private static bool IsNamed(string one, string attribute) =>
            one.StartsWith(attribute, StringComparison.Ordinal)
            && (attribute.EndsWith('.') || one.Length == attribute.Length || one[attribute.Length] is '(');

        private static List<string> SplitAttributes(string text)
        {
            var found = new List<string>();
            var start = -1;
            var quoted = false;
            for (var (at, depth) = (0, 0); at < text.Length; at++)
            {
                if (text[at] is '"' && (at is 0 || text[at - 1] is not '\\'))
                    quoted = !quoted;
                if (quoted)
                    continue;
                depth += text[at] switch
                {
                    '(' or '[' or '{' => 1,
                    ')' or ']' or '}' => -1,
                    _ => 0,
                };
                if (text[at] is not '@' || depth > 0)
                    continue;
                if (start >= 0)
                    found.Add(text[start..at].Trim());
                start = at;
            }
            if (start >= 0)
                found.Add(text[start..].Trim());
            return found;
        }
    }

    public IEnumerable<Block> Models => Blocks.Where(block => block.Kind is "model");

    public IEnumerable<Block> Enums => Blocks.Where(block => block.Kind is "enum");

    public Block? Datasource => Blocks.Find(block => block.Kind is "datasource");

    /// <summary>Prisma 7 has no <c>url</c> in the schema file.</summary>
    public bool IsSeven => Datasource is { } datasource && !datasource.Lines.Exists(line => UrlPattern().IsMatch(line));

    public SchemaText Copy() => new([.. Blocks.Select(block => block.Copy())]);

    public static SchemaText Parse(string text)
    {
        var blocks = new List<Block>();
        foreach (var line in text.Split('\n').Select(raw => WithoutComment(raw).Trim()).Where(line => line.Length > 0))
        {
            if (BlockPattern().Match(line) is { Success: true } opening)
                blocks.Add(new(opening.Groups[1].Value, opening.Groups[2].Value, []));
            else if (line is not "}" && blocks.Count > 0)
                blocks[^1].Lines.Add(line);
        }
        return new(blocks);
    }

    public override string ToString() => string.Join('\n', Blocks);

    private static string WithoutComment(string line)
    {
        var quoted = false;
        for (var at = 0; at < line.Length; at++)
        {
            if (line[at] is '"' && (at is 0 || line[at - 1] is not '\\'))
                quoted = !quoted;
            if (!quoted && line[at] is '/' && at + 1 < line.Length && line[at + 1] is '/')
                return line[..at];
        }
        return line;
    }

    [GeneratedRegex(@"^(model|view|enum|type|datasource|generator)\s+([\w-]+)\s*\{")]
    private static partial Regex BlockPattern();

    [GeneratedRegex(@"^url\s*=")]
    private static partial Regex UrlPattern();

    [GeneratedRegex("""^([\w-]+)\s+(Unsupported\("(?:[^"\\]|\\.)*"\)|[\w-]+)(\?|\[\]\??|)\s*(.*)$""")]
    private static partial Regex FieldPattern();
}
