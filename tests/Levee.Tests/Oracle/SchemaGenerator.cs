namespace Levee.Tests.Oracle;

/// <summary>Random schemas that Prisma nearly always accepts. Names come from small pools, so that two of them have much in common.</summary>
/// <param name="firstRelation">Relations are numbered from here, so that what is added later has names of its own.</param>
internal sealed class SchemaGenerator(Dice dice, int firstRelation = 0)
{
    private static readonly string[] _modelNames =
    [
        "User",
        "Post",
        "Account",
        "Team",
        "Order_Item",
        "Tag",
        "a",
        "B",
        "Zed",
        "LiteLLM_Audit",
    ];
    private static readonly string[] _enumNames = ["Role", "Color", "state", "E"];
    private static readonly string[] _labels = ["ADMIN", "USER", "red", "Green", "a", "B", "x1", "on", "off"];

    private readonly FieldGenerator _fields = new(dice);
    private string[] _namespaces = [];
    private bool _hasPredicates;
    private int _relations = firstRelation;

    /// <param name="seven">Whether to write in the style of Prisma 7.</param>
    public SchemaText Generate(bool seven)
    {
        var schema = new SchemaText([
            Datasource(seven),
            new("generator", "client", ["provider = \"prisma-client-js\""]),
        ]);
        _namespaces = dice.Chance(15) ? ["auth", "base", "public"] : [];
        if (_namespaces.Length > 0)
            schema.Datasource!.Lines.Add(
                $"schemas = [{string.Join(", ", dice.Shuffled(_namespaces).Select(name => $"\"{name}\""))}]"
            );
        AddFeatures(schema, seven);
        foreach (var name in dice.Some(_enumNames, 3))
            schema.Blocks.Add(Enum(name));
        foreach (var name in dice.Some(_modelNames, dice.Chance(20) ? 8 : 4))
            AddModel(schema, name);
        for (var relations = dice.Number(0, 5); relations > 0; relations--)
            AddRelation(schema);
        if (dice.Chance(5))
            AddView(schema);
        return dice.Chance(20) ? schema with { Blocks = dice.Shuffled(schema.Blocks) } : schema;
    }

    public SchemaText.Block Enum(string name)
    {
        var type = new SchemaText.Block("enum", name, []);
        foreach (var label in dice.Some(_labels, 5))
            type.Lines.Add(Label(label));
        if (dice.Chance(15))
            type.Lines.Add($"@@map(\"{_fields.MappedName(name)}\")");
        AddNamespace(type);
        return type;
    }

    public string Label(string label) =>
        dice.Chance(12) ? $"{label} @map(\"{dice.Pick(["in progress", "été", "UP", label + "2", "1"])}\")" : label;

    public void AddModel(SchemaText schema, string name)
    {
        var model = new SchemaText.Block("model", name, []);
        AddIdentity(model);
        var enums = schema.Enums.ToList();
        foreach (
            var field in dice.Some(FieldGenerator.Names, 7).Where(field => !model.Fields.Any(one => one.Name == field))
        )
            model.Lines.Add(_fields.Field(field, enums).ToString());
        AddCompositeKey(model);
        for (var indexes = dice.Number(0, 3); indexes > 0; indexes--)
            AddIndex(model);
        if (dice.Chance(12))
            model.Lines.Add($"@@map(\"{_fields.MappedName(name)}\")");
        if (dice.Chance(3))
            model.Lines.Add("@@ignore");
        AddNamespace(model);
        schema.Blocks.Add(model);
    }

    /// <summary>An index or unique constraint over fields that the model has.</summary>
    public void AddIndex(SchemaText.Block model)
    {
        var scalars = model
            .Fields.Where(field => field.Type.Length > 0 && char.IsUpper(field.Type[0]) && !field.Has("@relation"))
            .ToList();
        if (scalars.Count is 0)
            return;
        var kind = dice.Number(1, 100);
        if (kind <= 22)
        {
            model.Lines.Add(SpecialIndex(dice.Pick(scalars)));
            return;
        }
        var columns = dice.Some(scalars, 3)
            .Select(field => field.Name + dice.Pick(["", "", "", "(sort: Desc)", "(sort: Asc)"]));
        var map = dice.Chance(20)
            ? $", map: \"{dice.Pick(["ix", "my_index", "é_idx", "I.X"])}{dice.Number(1, 9)}\""
            : "";
        var predicate = _hasPredicates && dice.Chance(40) ? $", where: raw(\"{dice.Pick(Predicates)}\")" : "";
        model.Lines.Add($"{(kind <= 45 ? "@@unique" : "@@index")}([{string.Join(", ", columns)}]{map}{predicate})");
    }

    /// <summary>A relation of any kind between any two models.</summary>
    public void AddRelation(SchemaText schema)
    {
        var models = schema.Models.ToList();
        var (from, to) = (dice.Pick(models), dice.Pick(models));
        var name = $"R{++_relations}";
        if (dice.Chance(25))
        {
            from.Lines.Insert(0, $"m{_relations}a {to.Name}[] @relation(\"{name}\")");
            to.Lines.Insert(0, $"m{_relations}b {from.Name}[] @relation(\"{name}\")");
            return;
        }
        var key = Key(to);
        if (key.Count is 0)
            return;
        var optional = dice.Chance(45);
        var scalars = key.Select(field => (field, local: $"r{_relations}_{field.Name}")).ToList();
        foreach (var (field, local) in scalars)
            from.Lines.Insert(dice.Number(0, from.Fields.Count()), LocalKey(field, local, optional));
        var oneToOne = dice.Chance(25);
        if (oneToOne)
            from.Lines.Add($"@@unique([{string.Join(", ", scalars.Select(pair => pair.local))}])");
        var arguments =
            $"\"{name}\", fields: [{string.Join(", ", scalars.Select(pair => pair.local))}], "
            + $"references: [{string.Join(", ", key.Select(field => field.Name))}]{Actions(optional)}";
        from.Lines.Insert(
            from.Fields.Count(),
            $"f{_relations} {to.Name}{(optional ? "?" : "")} @relation({arguments})"
        );
        to.Lines.Insert(to.Fields.Count(), $"k{_relations} {from.Name}{(oneToOne ? "?" : "[]")} @relation(\"{name}\")");
    }

    private string Actions(bool optional)
    {
        var text = dice.Chance(30)
            ? $", onDelete: {dice.Pick<string>(optional ? ["Cascade", "SetNull", "NoAction", "Restrict", "SetDefault"] : ["Cascade", "NoAction", "Restrict"])}"
            : "";
        text += dice.Chance(20) ? $", onUpdate: {dice.Pick(["Cascade", "NoAction", "Restrict"])}" : "";
        return text + (dice.Chance(12) ? $", map: \"fk_{_relations}_{new string('y', dice.Number(0, 50))}\"" : "");
    }

    private static string LocalKey(SchemaText.Field field, string local, bool optional)
    {
        var native = field.Attributes.Where(attribute => attribute.StartsWith("@db.", StringComparison.Ordinal));
        return new SchemaText.Field(local, field.Type, optional ? "?" : "", [.. native]).ToString();
    }

    private static List<SchemaText.Field> Key(SchemaText.Block model)
    {
        var fields = model.Fields.DistinctBy(field => field.Name).ToDictionary(field => field.Name);
        if (fields.Values.FirstOrDefault(field => field.Has("@id")) is { } single)
            return [single];
        var block = model.Lines.Find(line => line.StartsWith("@@id([", StringComparison.Ordinal));
        return block is null
            ? []
            :
            [
                .. block[6..block.IndexOf(']', StringComparison.Ordinal)]
                    .Split(", ")
                    .Where(fields.ContainsKey)
                    .Select(name => fields[name]),
            ];
    }

    private void AddIdentity(SchemaText.Block model)
    {
        var composite = dice.Chance(15);
        var attribute =
            composite ? ""
            : dice.Chance(15) ? "@id(map: \"pk_" + model.Name + "\")"
            : "@id";
        model.Lines.Add(
            dice.Pick([
                $"id Int {attribute} @default(autoincrement())",
                $"id Int {attribute} @default(autoincrement())",
                $"id String {attribute} @default(uuid())",
                $"id String {attribute} @default(dbgenerated(\"gen_random_uuid()\")) @db.Uuid",
                $"id BigInt {attribute} @default(autoincrement())",
                $"id String {attribute}",
                $"id Int {attribute} @map(\"ID\")",
                $"id Int {attribute} @db.SmallInt @default(autoincrement())",
                $"id String {attribute} @db.VarChar(36)",
            ])
        );
        if (composite)
            model.Lines.Add("id2 " + dice.Pick(["String", "Int", "DateTime @default(now())", "BigInt"]));
    }

    private void AddCompositeKey(SchemaText.Block model)
    {
        if (model.Lines.Exists(line => line.StartsWith("id2 ", StringComparison.Ordinal)))
            model.Lines.Add(
                dice.Pick(["@@id([id, id2])", "@@id([id2, id])", "@@id([id, id2], map: \"pk2_" + model.Name + "\")"])
            );
    }

    // Several words for few conditions.
    private static readonly string[] Predicates =
    [
        "a IS NOT NULL",
        "a is not null",
        "(a IS NOT NULL)",
        "id > 5",
        "(id > 5)",
        "id > 5::int",
        "true",
        "id between 1 and 9",
        "((id >= 1) AND (id <= 9))",
        "id in (1, 2)",
        "id = ANY (ARRAY[1, 2])",
        "not (id = 3)",
    ];

    private string SpecialIndex(SchemaText.Field field)
    {
        var text = field.Type switch
        {
            _ when field.Suffix is "[]" => $"{field.Name}], type: Gin",
            "Json" => dice.Pick([
                "{0}], type: Gin",
                "{0}(ops: JsonbPathOps)], type: Gin",
                "{0}(ops: JsonbOps)], type: Gin",
            ]),
            "String" => dice.Pick([
                "{0}], type: Hash",
                "{0}], type: SpGist",
                "{0}], type: Brin",
                "{0}(ops: raw(\"text_pattern_ops\"))]",
                "{0}(ops: raw(\"pg_catalog.text_pattern_ops\"))]",
                "{0}(ops: raw(\"text_pattern_ops DESC\"))]",
                "{0}(ops: raw(\"text_bloom_ops\"))], type: Brin",
                "{0}(ops: raw(\"text_bloom_ops(false_positive_rate=0.02)\"))], type: Brin",
                "{0}(ops: raw(\"TEXT_BLOOM_OPS\"))], type: Brin",
                "{0}(ops: raw(\"gin_trgm_ops\"))], type: Gin",
            ]),
            "Int" => dice.Pick([
                "{0}], type: Brin",
                "{0}(ops: Int4BloomOps)], type: Brin",
                "{0}(ops: Int4MinMaxMultiOps)], type: Brin",
                "{0}], type: Hash",
            ]),
            "DateTime" => dice.Pick([
                "{0}], type: Brin",
                "{0}(ops: TimestampMinMaxMultiOps)], type: Brin",
                "{0}(sort: Desc)], type: BTree",
            ]),
            _ => dice.Pick(["{0}], type: Hash", "{0}], type: BTree", "{0}], type: Brin"]),
        };
        return $"@@index([{text.Replace("{0}", field.Name)})";
    }

    private void AddNamespace(SchemaText.Block block)
    {
        if (_namespaces.Length > 0)
            block.Lines.Add($"@@schema(\"{dice.Pick(_namespaces)}\")");
    }

    private static SchemaText.Block Datasource(bool seven)
    {
        var datasource = new SchemaText.Block("datasource", "db", ["provider = \"postgresql\""]);
        if (!seven)
            datasource.Lines.Add("url = env(\"DATABASE_URL\")");
        return datasource;
    }

    private void AddFeatures(SchemaText schema, bool seven)
    {
        var features = new List<string> { "views" };
        if (dice.Chance(8))
        {
            features.Add("postgresqlExtensions");
            schema.Datasource!.Lines.Add(
                $"extensions = [{string.Join(", ", dice.Some(["citext", "pg_trgm", "hstore", "uuidOssp(map: \"uuid-ossp\")"], 3))}]"
            );
        }
        if (_hasPredicates = seven && dice.Chance(40))
            features.Add("partialIndexes");
        if (dice.Chance(5))
            schema.Datasource!.Lines.Add("relationMode = \"prisma\"");
        schema
            .Blocks.Find(block => block.Kind is "generator")!
            .Lines.Add($"previewFeatures = [{string.Join(", ", features.Select(one => $"\"{one}\""))}]");
    }

    private void AddView(SchemaText schema)
    {
        var view = new SchemaText.Block("view", "Summary", ["id Int @unique", "total Float?"]);
        AddNamespace(view);
        schema.Blocks.Add(view);
    }
}
