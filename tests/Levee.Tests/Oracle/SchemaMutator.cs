using System.Text.RegularExpressions;

namespace Levee.Tests.Oracle;

/// <summary>Changes that people make to a schema, and now and then one that Prisma refuses.</summary>
internal sealed partial class SchemaMutator(Dice dice)
{
    private static readonly string[] _scalars =
    [
        "String",
        "Int",
        "BigInt",
        "Boolean",
        "Float",
        "Decimal",
        "DateTime",
        "Json",
        "Bytes",
    ];

    private readonly SchemaGenerator _generator = new(dice, firstRelation: 50);

    /// <summary>A neighbour of <paramref name="schema"/>, which stays as it is.</summary>
    public SchemaText Mutate(SchemaText schema, int changes)
    {
        var copy = schema.Copy();
        var fields = new FieldGenerator(dice, copy.Datasource?.Name ?? "db");
        for (; changes > 0; changes--)
            Change(copy, fields);
        return copy;
    }

    private void Change(SchemaText schema, FieldGenerator fields)
    {
        var models = schema.Models.Where(model => model.Fields.Any()).ToList();
        var enums = schema.Enums.ToList();
        var kind = dice.Number(1, 100);
        if (models.Count is 0 || kind <= 4)
            _generator.AddModel(schema, $"New{dice.Number(1, 3)}");
        else if (kind <= 8)
            RemoveModel(schema, dice.Pick(models));
        else if (kind <= 13)
            ReorderBlocks(schema);
        else if (kind <= 25 && enums.Count > 0)
            ChangeEnum(schema, dice.Pick(enums));
        else if (kind <= 31)
            _generator.AddRelation(schema);
        else if (kind <= 34)
            ChangeDatasource(schema);
        else
            ChangeModel(schema, dice.Pick(models), fields);
    }

    private void ChangeModel(SchemaText schema, SchemaText.Block model, FieldGenerator fields)
    {
        switch (dice.Number(1, 12))
        {
            case 1:
                model.Lines.Insert(
                    dice.Number(0, model.Fields.Count()),
                    fields.Field(NewName(model), [.. schema.Enums]).ToString()
                );
                break;
            case 2:
                RemoveField(model, dice.Pick(model.FieldLines.ToList()));
                break;
            case 3 or 4:
                _generator.AddIndex(model);
                break;
            case 5 when model.Lines.FindAll(IsBlockAttribute) is { Count: > 0 } attributes:
                ChangeBlockAttribute(model, dice.Pick(attributes));
                break;
            case 6:
                ChangeMap(model, fields);
                break;
            case 7
                when model
                    .FieldLines.Where(at => model.Lines[at].Contains("@relation(", StringComparison.Ordinal))
                    .ToList()
                    is { Count: > 0 } relations:
                ChangeRelation(model, dice.Pick(relations));
                break;
            default:
                ChangeField(schema, model, dice.Pick(model.FieldLines.ToList()), fields);
                break;
        }
    }

    private void ChangeField(SchemaText schema, SchemaText.Block model, int at, FieldGenerator fields)
    {
        var field = SchemaText.Field.Parse(model.Lines[at]);
        var native = $"@{schema.Datasource?.Name ?? "db"}.";
        var enumType = schema.Enums.FirstOrDefault(one => one.Name == field.Type);
        switch (dice.Number(1, 10))
        {
            case 1:
                field = field.Without("@default").Without(native) with { Type = ChangedType(schema, field.Type) };
                break;
            case 2 or 3 when fields.Native(field.Type) is { } type:
                field = field.Without(native).With(native + type);
                break;
            case 4:
                field = field with { Suffix = dice.Pick(["", "?", "[]", field.Suffix is "?" ? "" : "?"]) };
                break;
            case 5 or 6 when fields.Default(field.Type, null, field.Suffix, enumType) is { } value:
                field = field.Without("@default").With($"@default({value})");
                break;
            case 7 when field.Has("@default"):
                field = field.Without("@default");
                break;
            case 8:
                field = field.Has("@unique") ? field.Without("@unique") : field.With(fields.Unique());
                break;
            case 9:
                field = field.Has("@map")
                    ? field.Without("@map")
                    : field.With($"@map(\"{fields.MappedName(field.Name)}\")");
                break;
            case 10 when field.Has("@id"):
                field = dice.Chance(50)
                    ? field.Without("@id").With("@unique")
                    : field.Without("@id").With("@id(map: \"other_pk\")");
                break;
            default:
                (model.Lines[0], model.Lines[at]) = (model.Lines[at], model.Lines[0]);
                return;
        }
        model.Lines[at] = field.ToString();
    }

    private string ChangedType(SchemaText schema, string type)
    {
        var enums = schema.Enums.Select(one => one.Name).ToList();
        return enums.Count > 0 && dice.Chance(20) ? dice.Pick(enums)
            : type is "Int" && dice.Chance(40) ? "BigInt"
            : dice.Pick(_scalars);
    }

    private void ChangeMap(SchemaText.Block block, FieldGenerator fields)
    {
        if (block.Lines.RemoveAll(line => line.StartsWith("@@map(", StringComparison.Ordinal)) is 0 || dice.Chance(50))
            block.Lines.Add($"@@map(\"{fields.MappedName(block.Name)}\")");
    }

    private void ChangeBlockAttribute(SchemaText.Block model, string line)
    {
        model.Lines.Remove(line);
        var changed = dice.Number(1, 6) switch
        {
            1 => "",
            2 when line.StartsWith("@@index(", StringComparison.Ordinal) => "@@unique" + line[7..],
            2 when line.StartsWith("@@unique(", StringComparison.Ordinal) => "@@index" + line[8..],
            3 when !line.Contains("map:", StringComparison.Ordinal) => line[..^1]
                + $", map: \"renamed_{dice.Number(1, 5)}\")",
            3 => MapArgument().Replace(line, ""),
            4 when ColumnList().Match(line) is { Success: true } columns => line.Replace(
                columns.Value,
                $"[{string.Join(", ", dice.Shuffled(columns.Groups[1].Value.Split(", ")))}]"
            ),
            5 when line.Contains("sort: Desc", StringComparison.Ordinal) => line.Replace("(sort: Desc)", ""),
            5 when line.StartsWith("@@schema", StringComparison.Ordinal) =>
                $"@@schema(\"{dice.Pick(["auth", "base", "public"])}\")",
            _ => "",
        };
        if (changed.Length > 0)
            model.Lines.Add(changed);
    }

    private void ChangeRelation(SchemaText.Block model, int at)
    {
        var line = model.Lines[at];
        model.Lines[at] = dice.Number(1, 4) switch
        {
            1
                when !line.Contains("onDelete", StringComparison.Ordinal)
                    && line.Contains("fields:", StringComparison.Ordinal) => RelationEnd()
                .Replace(line, $"], onDelete: {dice.Pick(["Cascade", "SetNull", "NoAction", "Restrict"])}$1", 1),
            2 => ActionArgument().Replace(line, ""),
            3
                when line.Contains("fields:", StringComparison.Ordinal)
                    && !line.Contains("map:", StringComparison.Ordinal) => RelationEnd()
                .Replace(line, $"], map: \"fk_{dice.Number(1, 99)}\"$1", 1),
            _ => MapArgument().Replace(line, ""),
        };
    }

    private static void RemoveField(SchemaText.Block model, int at)
    {
        var name = SchemaText.Field.Parse(model.Lines[at]).Name;
        model.Lines.RemoveAt(at);
        var mention = new Regex($@"[\[ ]{Regex.Escape(name)}\b");
        model.Lines.RemoveAll(line =>
            (IsBlockAttribute(line) || line.Contains("fields:", StringComparison.Ordinal)) && mention.IsMatch(line)
        );
    }

    private static void RemoveModel(SchemaText schema, SchemaText.Block model)
    {
        schema.Blocks.Remove(model);
        foreach (var other in schema.Blocks.Where(block => block.HasFields))
            other.Lines.RemoveAll(line => !IsBlockAttribute(line) && SchemaText.Field.Parse(line).Type == model.Name);
    }

    private void ReorderBlocks(SchemaText schema)
    {
        var (one, other) = (dice.Number(0, schema.Blocks.Count - 1), dice.Number(0, schema.Blocks.Count - 1));
        (schema.Blocks[one], schema.Blocks[other]) = (schema.Blocks[other], schema.Blocks[one]);
    }

    private void ChangeEnum(SchemaText schema, SchemaText.Block type)
    {
        var values = type.Lines.FindAll(line => !IsBlockAttribute(line));
        switch (dice.Number(1, 6))
        {
            case 1 or 2:
                type.Lines.Insert(dice.Number(0, values.Count), _generator.Label($"V{dice.Number(1, 20)}"));
                break;
            case 3 when values.Count > 1:
                type.Lines.Remove(dice.Pick(values));
                break;
            case 4 when values.Count > 0:
                var value = dice.Pick(values);
                type.Lines[type.Lines.IndexOf(value)] = value.Split(' ')[0] + $" @map(\"mapped {dice.Number(1, 3)}\")";
                break;
            case 5:
                ChangeMap(type, new FieldGenerator(dice));
                break;
            default:
                schema.Blocks.Add(_generator.Enum($"Enum{dice.Number(1, 3)}"));
                break;
        }
    }

    private void ChangeDatasource(SchemaText schema)
    {
        if (schema.Datasource is not { } datasource)
            return;
        var relations = datasource.Lines.RemoveAll(line => line.StartsWith("relationMode", StringComparison.Ordinal));
        if (relations is 0)
            datasource.Lines.Add($"relationMode = \"{dice.Pick(["prisma", "foreignKeys"])}\"");
    }

    private string NewName(SchemaText.Block model)
    {
        var taken = model.Fields.Select(field => field.Name).ToHashSet();
        return dice.Pick(FieldGenerator.Names) is var name && taken.Contains(name)
            ? $"{name}{dice.Number(2, 99)}"
            : name;
    }

    private static bool IsBlockAttribute(string line) => line.StartsWith("@@", StringComparison.Ordinal);

    [GeneratedRegex("""(, )?map: "[^"]*"(?=[,)])""")]
    private static partial Regex MapArgument();

    [GeneratedRegex(@", on(Delete|Update): \w+")]
    private static partial Regex ActionArgument();

    [GeneratedRegex(@"\]((?:, \w+: [^,)]*)*\))$")]
    private static partial Regex RelationEnd();

    [GeneratedRegex(@"\[([^\]]*)\]")]
    private static partial Regex ColumnList();
}
