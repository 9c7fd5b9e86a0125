using Levee.Core.Psl;
using Levee.Core.Text;
using Levee.Tests.Fuzz;

namespace Levee.Tests.Psl;

/// <summary>Mutated schemas and random text: nothing may crash or hang.</summary>
public sealed class FuzzTests
{
    [Fact]
    public void No_text_crashes_or_hangs_the_reader()
    {
        var corpus = Inputs();

        Fuzzing.Run("schemas", 6_000, 60_000, random => new TextMutator(random, corpus, Pieces).Next(), Check);
    }

    private static void Check(string text)
    {
        var source = new SourceText("schema.prisma", text);
        var schema = PrismaSchema.Load([source]);
        Assert.Equal(schema.Schema is null, schema.Diagnostics.Count > 0);
        Assert.All(schema.Diagnostics, error => Assert.InRange(error.At?.Span.End ?? 0, 0, text.Length));
        Assert.True(ParserTests.SurvivesPrinting(source), "printing changes it");
    }

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
}
