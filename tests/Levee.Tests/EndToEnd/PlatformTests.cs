using System.Diagnostics;

namespace Levee.Tests.EndToEnd;

/// <summary>Histories that lean on what a platform or an extension brings along, from a fresh clone: the error names the lines, and
/// with these lines every command works.</summary>
[Slow]
public sealed class PlatformTests : IDisposable
{
    private const string Head = "datasource db {\n  provider = \"postgresql\"\n  url = env(\"X\")\n}\n\n";

    private Sandbox? _sandbox;

    public void Dispose() => _sandbox?.Dispose();

    [Fact]
    public void A_history_of_Supabase_works_with_the_lines_that_the_error_names()
    {
        _sandbox = Sandbox.With(
            (
                "prisma/schema.prisma",
                Head
                    + "model Profile {\n  id String @id @default(dbgenerated(\"gen_random_uuid()\")) @db.Uuid\n  name String?\n\n  @@map(\"profiles\")\n}\n"
            ),
            (
                "prisma/migrations/20260101000000_init/migration.sql",
                """
                CREATE EXTENSION IF NOT EXISTS "uuid-ossp" WITH SCHEMA extensions;
                CREATE TABLE "profiles" ("id" UUID NOT NULL DEFAULT gen_random_uuid(), "name" TEXT, CONSTRAINT "profiles_pkey" PRIMARY KEY ("id"));
                ALTER TABLE "profiles" ADD CONSTRAINT "profiles_id_fkey" FOREIGN KEY ("id") REFERENCES auth.users(id) ON DELETE CASCADE;
                ALTER TABLE "profiles" ENABLE ROW LEVEL SECURITY;
                CREATE POLICY "own" ON "profiles" FOR SELECT TO authenticated USING (auth.uid() = id);
                CREATE FUNCTION handle_new_user() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
                BEGIN INSERT INTO public.profiles (id) VALUES (NEW.id); RETURN NEW; END $$;
                CREATE TRIGGER on_auth_user_created AFTER INSERT ON auth.users FOR EACH ROW EXECUTE FUNCTION handle_new_user();
                GRANT SELECT ON "profiles" TO anon, authenticated, service_role;
                ALTER PUBLICATION supabase_realtime ADD TABLE "profiles";

                """
            )
        );
        Assert.Contains("[environment] preset = [\"supabase\"]", Levee(1, "check").Output);
        _sandbox.Write("levee.toml", "[environment]\npreset = [\"supabase\"]\n");
        Levee(0, "check");
        Assert.Contains("preset supabase", Levee(0, "doctor").Output);
        _sandbox.Replace("prisma/schema.prisma", "name String?", "name String?\n  bio String?");
        Levee(0, "generate", "bio");
        _sandbox.Write("add.sql", "ALTER TABLE profiles ADD COLUMN age int;\n");
        Levee(0, "lint", "add.sql", "--on", "migrations:prisma/migrations");
        Levee(0, "check");
    }

    [Theory]
    [InlineData("vector", "vector(3)", "Unsupported(\"vector(3)\")")]
    [InlineData("postgis", "geometry(Point,4326)", "Unsupported(\"geometry(Point,4326)\")")]
    public void A_history_with_a_type_of_an_extension_works_where_the_extension_is_installed(
        string extension,
        string type,
        string field
    )
    {
        Assert.SkipUnless(IsInstalled(extension), $"the extension {extension} is not installed here");
        _sandbox = Sandbox.With(
            ("prisma/schema.prisma", Head + $"model Place {{\n  id Int @id\n  at {field}\n}}\n"),
            (
                "prisma/migrations/20260101000000_init/migration.sql",
                $"CREATE TABLE \"Place\" (\"id\" INTEGER NOT NULL, \"at\" {type} NOT NULL, CONSTRAINT \"Place_pkey\" PRIMARY KEY (\"id\"));\n"
            )
        );
        Assert.Contains($"[environment] extensions = [\"{extension}\"]", Levee(1, "check").Output);
        _sandbox.Write("levee.toml", $"[environment]\nextensions = [\"{extension}\"]\n");

        Levee(0, "check");
        _sandbox.Replace("prisma/schema.prisma", "id Int @id", "id Int @id\n  name String?");
        Levee(0, "generate", "name");
        _sandbox.Write("add.sql", "ALTER TABLE \"Place\" ADD COLUMN age int;\n");
        Levee(0, "lint", "add.sql", "--on", "migrations:prisma/migrations");
        Levee(0, "check");
        // What a row of it loses is seen.
        _sandbox.Write("drop.sql", "DELETE FROM \"Place\" WHERE \"at\" IS NOT NULL;\n");
        Assert.Contains("delete-rows", Levee(2, "lint", "drop.sql", "--on", "migrations:prisma/migrations").Talk);
    }

    [Theory]
    [InlineData("XX000")]
    [InlineData("53100")]
    public void An_error_for_which_the_driver_gives_up_the_session_is_told_as_any_other(string code)
    {
        var fails = $"DO $$ BEGIN RAISE EXCEPTION 'no room' USING ERRCODE = '{code}'; END $$;\n";
        _sandbox = Sandbox.With(
            ("prisma/schema.prisma", Head + "model A {\n  id Int @id\n}\n"),
            (
                "prisma/migrations/20260101000000_init/migration.sql",
                "CREATE TABLE \"A\" (\"id\" INTEGER NOT NULL, CONSTRAINT \"A_pkey\" PRIMARY KEY (\"id\"));\n"
            ),
            ("fails.sql", fails),
            ("alone.sql", $"VACUUM \"A\";\n{fails}")
        );

        foreach (var script in new[] { "fails.sql", "alone.sql" })
            Assert.Contains("no room", Levee(2, "lint", script, "--on", "migrations:prisma/migrations").Talk);
        _sandbox.Write("prisma/migrations/20260102000000_fails/migration.sql", fails);
        Assert.Contains("no room", Levee(1, "check").Output);
    }

    [Fact]
    public void An_extension_that_is_not_installed_is_named_with_its_package()
    {
        Assert.SkipWhen(IsInstalled("vector"), "the extension vector is installed here");
        _sandbox = Sandbox.With(
            ("prisma/schema.prisma", Head + "model A {\n  id Int @id\n}\n"),
            ("prisma/migrations/20260101000000_init/migration.sql", "CREATE EXTENSION vector;\n")
        );

        Assert.Matches("apt install postgresql-\\d+-pgvector", Levee(1, "check").Output);
    }

    [Fact]
    public void A_role_of_ones_own_goes_into_a_script_that_the_error_names()
    {
        _sandbox = Sandbox.With(
            ("prisma/schema.prisma", Head + "model A {\n  id Int @id\n}\n"),
            (
                "prisma/migrations/20260101000000_init/migration.sql",
                "CREATE TABLE \"A\" (\"id\" INTEGER NOT NULL, CONSTRAINT \"A_pkey\" PRIMARY KEY (\"id\"));\nGRANT SELECT ON \"A\" TO reporting;\n"
            )
        );
        var refused = Levee(1, "check").Output;
        Assert.Contains("CREATE ROLE reporting; into levee/environment.sql", refused);
        Assert.Contains("[environment] init = \"levee/environment.sql\"", refused);

        _sandbox.Write("levee.toml", "[environment]\ninit = \"levee/environment.sql\"\n");
        Assert.Contains("no-environment", Levee(1, "check").Talk + Levee(1, "check").Output);
        _sandbox.Write("levee/environment.sql", "CREATE ROLE reporting;\n");
        Levee(0, "check");
        _sandbox.Write("levee/environment.sql", "CREATE ROLE reporting;\nnonsense;\n");
        Assert.Contains("while the environment was made", Levee(1, "check").Output);
    }

    [Fact]
    public void External_tables_of_the_schema_are_neither_made_nor_dropped_and_can_be_led_to()
    {
        _sandbox = Sandbox.With(
            (
                "prisma/schema.prisma",
                Head.Replace("url =", "schemas = [\"auth\", \"public\"]\n  url =")
                    + """
                    model AuthUser {
                      id String @id @db.Uuid
                      level Level
                      profile Profile?

                      @@map("users")
                      @@schema("auth")
                    }
                    enum Level {
                      one

                      @@schema("auth")
                    }
                    model Profile {
                      id String @id @db.Uuid
                      user AuthUser @relation(fields: [id], references: [id])

                      @@schema("public")
                    }

                    """
            ),
            ("levee.toml", "[environment]\nexternal = [\"auth.*\"]\n")
        );

        Levee(0, "generate", "init");

        var sql = _sandbox.Read(
            $"prisma/migrations/{Assert.Single(_sandbox.Migrations("prisma/migrations"))}/migration.sql"
        );
        Assert.DoesNotContain("\"users\" (", sql);
        Assert.DoesNotContain("CREATE TYPE", sql);
        Assert.Contains("REFERENCES \"auth\".\"users\"", sql);
        Levee(0, "check");
        _sandbox.Replace("prisma/schema.prisma", "level Level", "level Level\n  more String?");
        Assert.Contains("no changes", Levee(0, "generate", "more").Output);
    }

    private static bool IsInstalled(string extension)
    {
        try
        {
            var start = new ProcessStartInfo("pg_config", "--sharedir") { RedirectStandardOutput = true };
            using var process = Process.Start(start)!;
            var folder = process.StandardOutput.ReadToEnd().Trim();
            return File.Exists(Path.Combine(folder, "extension", $"{extension}.control"));
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    private Outcome Levee(int code, params string[] arguments)
    {
        var run = _sandbox!.Levee(arguments);
        Assert.True(run.Code == code, $"levee {string.Join(' ', arguments)}\n{run}");
        return run;
    }
}
