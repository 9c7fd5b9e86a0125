using System.Diagnostics;
using System.Text;
using Levee.Core.Psl;
using Levee.Core.Text;

namespace Levee.Tests.Psl;

/// <summary>
/// Mutated schemas and random text: nothing may crash or hang. <c>LEVEE_FUZZ_COUNT</c> says how many (20,000 without
/// it),
/// <c>LEVEE_FUZZ_SEED</c> which ones.
/// </summary>
public sealed class FuzzTests
{
    private static readonly TimeSpan LongestAllowed = TimeSpan.FromSeconds(5);

    [Fact]
    public void No_text_crashes_or_hangs_the_reader()
    {
        var count = Setting("LEVEE_FUZZ_COUNT", 20_000);
        var seed = Setting("LEVEE_FUZZ_SEED", 20261123);
        var corpus = Inputs();
        var watch = Stopwatch.StartNew();
        var longest = TimeSpan.Zero;
        var gate = new Lock();

        Parallel.For(
            0,
            count,
            index =>
            {
                var text = new SchemaMutator(new Random(HashCode.Combine(seed, index)), corpus).Next();
                var begin = watch.Elapsed;
                Check(text, $"seed {seed}, input {index}");
                lock (gate)
                    longest = TimeSpan.FromTicks(Math.Max(longest.Ticks, (watch.Elapsed - begin).Ticks));
            }
        );

        Tally.Record(
            "psl-fuzz",
            count,
            count,
            $"seed {seed}, {watch.Elapsed.TotalSeconds:F0} s, slowest {longest.TotalMilliseconds:F0} ms"
        );
        Assert.True(longest < LongestAllowed, $"an input took {longest}");
    }

    private static void Check(string text, string name)
    {
        try
        {
            var source = new SourceText("schema.prisma", text);
            var schema = PrismaSchema.Load([source]);
            Assert.Equal(schema.Schema is null, schema.Diagnostics.Count > 0);
            Assert.All(schema.Diagnostics, error => Assert.InRange(error.At?.Span.End ?? 0, 0, text.Length));
            Assert.True(ParserTests.SurvivesPrinting(source), "printing changes it");
        }
        catch (Exception exception)
        {
            throw new InvalidOperationException($"{name}:\n{text}", exception);
        }
    }

    private static int Setting(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), out var value) ? value : otherwise;

    private static List<string> Inputs()
    {
        var inputs = new List<string> { Everything };
        var parity = Path.Combine(Path.GetDirectoryName(Corpus.Repository)!, "shared", "corpus", "parity");
        if (Directory.Exists(parity))
            inputs.AddRange(
                Directory
                    .EnumerateFiles(parity, "*.prisma", SearchOption.AllDirectories)
                    .Order(StringComparer.Ordinal)
                    .Select(File.ReadAllText)
            );
        return inputs;
    }

    /// <summary>Something of every kind of thing that the language has.</summary>
    internal const string Everything = """"
        // A comment.
        datasource db {
          provider   = "postgresql"
          url        = env("DATABASE_URL") // trailing
          schemas    = ["app", "other"]
          extensions = [citext, uuidOssp(map: "uuid-ossp", schema: "other", version: "1.1")]
        }

        generator client {
          provider        = "prisma-client-js"
          previewFeatures = ["views", "postgresqlExtensions"]
        }

        /// A user.
        model User {
          id        Int              @id(map: "user_key") @default(autoincrement())
          email     String           @unique(sort: Desc) @map("e_mail") @db.VarChar(320)
          roles     Role[]           @default([ADMIN, USER])
          data      Json?            @default("{\"a\": [1, \"\\u00e9\"]}") @db.JsonB
          amount    Decimal          @default(-1.50) @db.Decimal(10, 2)
          place     Unsupported("geometry(Point, 4326)")?
          secret    Bytes            @default("AAE=") @ignore
          createdAt DateTime         @default(now()) @db.Timestamptz(6)
          updatedAt DateTime         @updatedAt
          posts     Post[]           @relation("author")
          tags      Tag[]
          boss      User?            @relation("boss", fields: [bossId], references: [id], onDelete: SetNull)
          bossId    Int?
          staff     User[]           @relation("boss")

          @@unique([email, createdAt(sort: Desc)], name: "email_created", map: "user_email_created")
          @@index([data(ops: JsonbPathOps)], type: Gin)
          @@index([place(ops: raw("gist_geometry_ops_2d"))], type: Gist)
          @@map("users")
          @@schema("app") /* block
            comment */
        }

        model Post {
          authorId Int
          number   Int    @default(dbgenerated("floor(random() * 10)"))
          title    String @default("It's \"so\"\n")
          author   User   @relation("author", fields: [authorId], references: [id], map: "post_author")

          @@id([authorId, number], name: "key")
          @@schema("app")
        }

        model Tag {
          id    String @id @default(uuid(7)) @db.Uuid
          users User[]

          @@schema("other")
        }

        view Report {
          id   Int @unique
          name String?

          @@schema("app")
        }

        enum Role {
          ADMIN @map("admin")
          USER

          @@map("role")
          @@schema("app")
        }
        """";
}

/// <summary>Makes a new text out of old ones.</summary>
internal sealed class SchemaMutator(Random random, IReadOnlyList<string> corpus)
{
    private static readonly string[] Pieces =
    [
        "model",
        "view",
        "type",
        "enum",
        "datasource db {",
        "generator g {",
        "}",
        "{",
        "(",
        ")",
        "[",
        "]",
        "[]",
        "?",
        "!",
        "@",
        "@@",
        "@id",
        "@unique",
        "@default(",
        "@relation(",
        "@map(\"",
        "@@index([",
        "@@unique([",
        "@@id([",
        "@@map(\"x\")",
        "@db.",
        "fields: [",
        "references: [",
        "map: \"x\"",
        "where: raw(\"x\")",
        "where: { a: { not: null } }",
        "raw(",
        "dbgenerated(",
        "autoincrement()",
        "now()",
        "Unsupported(\"",
        "String",
        "Int",
        "Json",
        "DateTime",
        "\"",
        "\\",
        "\\u",
        "\\ud800",
        "//",
        "///",
        "/*",
        "*/",
        ",",
        ":",
        ".",
        "=",
        "-",
        "\n",
        "\r",
        "\r\n",
        "\t",
        " ",
        "\u00a0",
        "\ufeff",
        "\0",
        "\u2028",
        "é",
        "😀",
        "\ud83d",
        "0",
        "99999999999999999999",
        "1e5",
        "true",
        "relationMode = \"prisma\"",
        "schemas = [\"a\"]",
        "extensions = [x]",
        "previewFeatures = [\"partialIndexes\"]",
        "onDelete: Cascade",
        "sort: Desc",
        "ops: ",
        "type: Gin",
        "type: Brin",
        "name: \"",
        "length: 5",
        "@ignore",
        "@@ignore",
        "@updatedAt",
        "@@schema(\"a\")",
    ];

    public string Next()
    {
        if (random.Next(10) == 0)
            return Garbage(random.Next(400));
        var text = new StringBuilder(Pick(corpus));
        for (var changes = random.Next(1, 9); changes > 0; changes--)
            Change(text);
        return text.ToString();
    }

    private void Change(StringBuilder text)
    {
        var at = random.Next(text.Length + 1);
        var length = Math.Min(random.Next(random.Next(2) == 0 ? 4 : 60), text.Length - at);
        switch (random.Next(8))
        {
            case 0:
                text.Remove(at, length);
                break;
            case 1:
                text.Insert(at, text.ToString(at, length));
                break;
            case 2:
                text.Insert(at, Pick(Pieces));
                break;
            case 3:
                text.Remove(at, length).Insert(at, Pick(Pieces));
                break;
            case 4:
                var other = Pick(corpus);
                var from = random.Next(other.Length + 1);
                text.Insert(at, other.AsSpan(from, Math.Min(random.Next(80), other.Length - from)));
                break;
            case 5:
                text.Insert(at, Pick(Pieces), random.Next(1, 200));
                break;
            case 6:
                text.Insert(at, Garbage(random.Next(8)));
                break;
            default:
                text.Length = random.Next(10) == 0 ? at : text.Length;
                break;
        }
    }

    private T Pick<T>(IReadOnlyList<T> list) => list[random.Next(list.Count)];

    private string Garbage(int length)
    {
        var text = new StringBuilder(length);
        while (text.Length < length)
            text.Append(
                random.Next(3) == 0 ? Pick(Pieces) : ((char)random.Next(random.Next(4) == 0 ? 0x10000 : 128)).ToString()
            );
        return text.ToString();
    }
}
