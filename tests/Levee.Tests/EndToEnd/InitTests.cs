using System.Text.RegularExpressions;

namespace Levee.Tests.EndToEnd;

[Slow]
public sealed partial class InitTests : IDisposable
{
    private const string Head = "datasource db {\n  provider = \"postgresql\"\n  url = \"x\"\n}\n\n";
    private const string Schema = Head + "model A {\n  id Int @id\n}\n";
    private const string Sql =
        "CREATE TABLE \"A\" (\n    \"id\" INTEGER NOT NULL,\n\n    CONSTRAINT \"A_pkey\" PRIMARY KEY (\"id\")\n);\n";

    private Sandbox? _sandbox;

    public void Dispose() => _sandbox?.Dispose();

    [Fact]
    public void Finds_the_copies_and_the_migrations_of_a_project_laid_out_like_LiteLLM_and_check_passes()
    {
        _sandbox = Sandbox.With(
            ("schema.prisma", Schema),
            ("litellm/proxy/schema.prisma", Schema),
            ("litellm-proxy-extras/litellm_proxy_extras/schema.prisma", Schema),
            ("litellm-proxy-extras/litellm_proxy_extras/migrations/20260101000000_a/migration.sql", Sql),
            ("litellm-proxy-extras/litellm_proxy_extras/migrations/migration_lock.toml", "provider = \"postgresql\"\n"),
            ("tests/other/schema.prisma", Head + "model Other {\n  id Int @id\n}\n")
        );

        var run = Levee(0, "init");

        Assert.Equal(
            """
            schema = "schema.prisma"
            copies = [
                "litellm-proxy-extras/litellm_proxy_extras/schema.prisma",
                "litellm/proxy/schema.prisma",
            ]
            migrations = "litellm-proxy-extras/litellm_proxy_extras/migrations"
            base-branch = "main"

            """,
            _sandbox.Read("levee.toml")
        );
        Assert.Contains("tests/other/schema.prisma", run.Output);
        Levee(0, "check");
        Levee(0, "doctor");
    }

    [Fact]
    public void Finds_a_plain_Node_project_and_check_passes()
    {
        _sandbox = Sandbox.With(
            ("package.json", "{ \"name\": \"x\" }\n"),
            ("prisma/schema.prisma", Schema),
            ("prisma/migrations/20260101000000_a/migration.sql", Sql),
            ("prisma/migrations/migration_lock.toml", "provider = \"postgresql\"\n")
        );

        Levee(0, "init");

        Assert.Equal(
            "schema = \"prisma/schema.prisma\"\nmigrations = \"prisma/migrations\"\nbase-branch = \"main\"\n",
            _sandbox.Read("levee.toml")
        );
        Levee(0, "check");
    }

    [Fact]
    public void Finds_a_schema_of_several_files()
    {
        _sandbox = Sandbox.With(
            ("prisma/schema/schema.prisma", Head),
            ("prisma/schema/a.prisma", "model A {\n  id Int @id\n}\n")
        );

        Levee(0, "init");

        Assert.StartsWith("schema = \"prisma/schema\"\n", _sandbox.Read("levee.toml"));
    }

    [Fact]
    public void Finds_what_prisma_config_names_and_check_passes()
    {
        _sandbox = Sandbox.With(
            (
                "prisma.config.ts",
                "export default defineConfig({\n  schema: \"db/main.prisma\",\n  migrations: { path: \"db/migs\" },\n});\n"
            ),
            ("db/main.prisma", Schema),
            ("db/migs/20260101000000_a/migration.sql", Sql)
        );
        Levee(0, "check");

        Levee(0, "init");

        Assert.StartsWith("schema = \"db/main.prisma\"\nmigrations = \"db/migs\"\n", _sandbox.Read("levee.toml"));
        Levee(0, "check");
    }

    [Fact]
    public void Finds_a_schema_of_another_name_in_one_package_of_many()
    {
        _sandbox = Sandbox.With(
            ("package.json", "{ \"workspaces\": [\"packages/*\"] }\n"),
            ("packages/db/prisma/app.prisma", Schema),
            ("packages/db/prisma/migrations/20260101000000_a/migration.sql", Sql)
        );
        Assert.Contains("levee init", Levee(1, "check").Talk);

        Levee(0, "init");

        Assert.StartsWith("schema = \"packages/db/prisma/app.prisma\"\n", _sandbox.Read("levee.toml"));
        Levee(0, "check");
    }

    [Fact]
    public void A_copy_that_differs_is_named_and_not_entered()
    {
        _sandbox = Sandbox.With(
            ("prisma/schema.prisma", Schema),
            ("prisma/migrations/20260101000000_a/migration.sql", Sql),
            ("docs/schema.prisma", "// shortened\n" + Schema)
        );

        var run = Levee(0, "init");

        Assert.DoesNotContain("copies", _sandbox.Read("levee.toml"));
        Assert.Contains("not entered as a copy: docs/schema.prisma", run.Output);
        Levee(0, "check");
    }

    [Theory]
    [InlineData("prisma/mysql/schema.prisma")]
    [InlineData("db/mysql/schema.prisma")]
    public void A_schema_of_MySQL_beside_it_is_neither_the_truth_nor_a_copy(string mysql)
    {
        _sandbox = Sandbox.With(
            ("package.json", "{ \"name\": \"x\" }\n"),
            ("prisma/postgresql/schema.prisma", Schema),
            ("prisma/postgresql/migrations/20260101000000_a/migration.sql", Sql),
            ("prisma/postgresql/migrations/migration_lock.toml", "provider = \"postgresql\"\n"),
            (mysql, Schema.Replace("postgresql", "mysql")),
            (
                Path.GetDirectoryName(mysql) + "/migrations/20260101000000_a/migration.sql",
                "CREATE TABLE `A` (`id` INT);\n"
            ),
            (Path.GetDirectoryName(mysql) + "/migrations/migration_lock.toml", "provider = \"mysql\"\n")
        );

        Levee(0, "init");

        Assert.StartsWith("schema = \"prisma/postgresql/schema.prisma\"\n", _sandbox.Read("levee.toml"));
        Assert.DoesNotContain("mysql", _sandbox.Read("levee.toml"));
        Levee(0, "check");
    }

    [Fact]
    public void A_schema_folder_with_its_migrations_inside_is_a_folder()
    {
        _sandbox = Sandbox.With(
            ("package.json", "{ \"name\": \"x\", \"prisma\": { \"schema\": \"./prisma\" } }\n"),
            ("prisma/schema.prisma", Head),
            ("prisma/models/a.prisma", Schema[Head.Length..]),
            ("prisma/migrations/20260101000000_a/migration.sql", Sql),
            ("prisma/migrations/migration_lock.toml", "provider = \"postgresql\"\n")
        );

        Levee(0, "init");

        Assert.StartsWith("schema = \"prisma\"\n", _sandbox.Read("levee.toml"));
        Levee(0, "check");
    }

    [Fact]
    public void What_a_configuration_in_the_config_folder_names_is_found()
    {
        _sandbox = Sandbox.With(
            ("package.json", "{ \"name\": \"x\" }\n"),
            (
                ".config/prisma.ts",
                "import { defineConfig } from \"prisma/config\";\nexport default defineConfig({\n  schema: \"../db/app.prisma\",\n  migrations: { path: \"../db/history\" },\n});\n"
            ),
            ("db/app.prisma", Schema),
            ("db/history/20260101000000_a/migration.sql", Sql),
            ("db/history/migration_lock.toml", "provider = \"postgresql\"\n"),
            ("docs/schema.prisma", Schema)
        );

        Levee(0, "init");

        Assert.StartsWith("schema = \"db/app.prisma\"\n", _sandbox.Read("levee.toml"));
        Assert.Contains("migrations = \"db/history\"\n", _sandbox.Read("levee.toml"));
        Levee(0, "check");
    }

    [Fact]
    public void Other_databases_are_named_with_the_command_for_them()
    {
        _sandbox = Sandbox.With(
            ("prisma/schema.prisma", Schema),
            ("prisma/migrations/20260101000000_a/migration.sql", Sql),
            ("packages/events/schema.prisma", Head + "model Event {\n  id Int @id\n}\n"),
            ("packages/cache/schema.prisma", "datasource db {\n  provider = \"sqlite\"\n}\n")
        );

        var run = Levee(0, "init");

        Assert.Contains("levee init --workspace packages/events", run.Output);
        Assert.Contains("packages/cache/schema.prisma (sqlite)", run.Output);
        Levee(0, "init", "--workspace", "packages/events");
        Assert.StartsWith("schema = \"schema.prisma\"\n", _sandbox.Read("packages/events/levee.toml"));
    }

    [Fact]
    public void The_workflow_runs_on_the_branch_that_work_is_merged_into()
    {
        _sandbox = Sandbox.With(("schema.prisma", Schema), ("levee.toml", "base-branch = \"develop\"\n"));

        Levee(0, "init", "--workflow");

        Assert.Contains("branches: [\"develop\"]", _sandbox.Read(".github/workflows/levee.yml"));
    }

    [Fact]
    public void Writes_over_nothing()
    {
        _sandbox = Sandbox.With(
            ("schema.prisma", Schema),
            ("levee.toml", "schema = \"schema.prisma\"\n"),
            (".pre-commit-config.yaml", "repos: []\n")
        );
        var before = _sandbox.State();

        Assert.Contains("writes over nothing", Levee(1, "init").Talk);
        Assert.Contains("id: levee-check", Levee(1, "init", "--pre-commit").Talk);
        Assert.Equal(before, _sandbox.State());
    }

    [Fact]
    public void Writes_the_workflow_and_the_hook_where_they_are_asked_for()
    {
        _sandbox = Sandbox.With(("schema.prisma", Schema));

        Levee(0, "init", "--workflow", "--pre-commit");

        Assert.Contains("fetch-depth: 0", _sandbox.Read(".github/workflows/levee.yml"));
        Assert.Contains(
            "- run: levee check --format github --base-branch \"$BASE\"\n",
            _sandbox.Read(".github/workflows/levee.yml")
        );
        Assert.Contains("BASE: ${{ github.base_ref || 'main' }}\n", _sandbox.Read(".github/workflows/levee.yml"));
        Assert.Contains("pass_filenames: false", _sandbox.Read(".pre-commit-config.yaml"));
    }

    [Theory]
    [InlineData("schema.prisma")]
    [InlineData("prisma/schema/user.prisma")]
    [InlineData("prisma/migrations/20260101000000_a/migration.sql")]
    [InlineData("levee.toml")]
    public void The_hook_runs_for_every_file_that_the_check_looks_at(string file)
    {
        _sandbox = Sandbox.With(("schema.prisma", Schema));
        Levee(0, "init", "--pre-commit");
        string[] hooks =
        [
            _sandbox.Read(".pre-commit-config.yaml"),
            File.ReadAllText(Path.Combine(Corpus.Repository, ".pre-commit-hooks.yaml")),
        ];

        Assert.All(hooks, hook => Assert.Matches(Files().Match(hook).Groups["pattern"].Value, file));
    }

    [GeneratedRegex("files: (?<pattern>.+)")]
    private static partial Regex Files();

    [Fact]
    public void Finds_what_package_json_names_in_a_hidden_folder()
    {
        _sandbox = Sandbox.With(
            ("package.json", "{ \"prisma\": { \"schema\": \"./.db/main.prisma\" } }\n"),
            (".db/main.prisma", Schema),
            ("schema.prisma", Head + "model Other {\n  id Int @id\n}\n")
        );

        Levee(0, "init");

        Assert.StartsWith("schema = \".db/main.prisma\"\n", _sandbox.Read("levee.toml"));
    }

    [Fact]
    public void Without_a_schema_it_is_1()
    {
        _sandbox = Sandbox.With(("readme", "x"));

        Assert.Contains("no-schema", Levee(1, "init").Talk);
    }

    [Fact]
    public void A_doctor_finds_what_is_missing_and_names_the_cure()
    {
        _sandbox = Sandbox.With(
            ("schema.prisma", Schema),
            ("levee.toml", "copies = [\"gone.prisma\"]\n[postgres]\nbin = \"/nowhere\"\n")
        );

        var run = Levee(1, "doctor");

        Assert.Contains("error[copies-differ]: gone.prisma is missing", run.Output);
        Assert.Contains("error[no-postgres]", run.Output);
        Assert.Contains("git ", run.Output);
    }

    private Outcome Levee(int code, params string[] arguments)
    {
        var run = _sandbox!.Levee(arguments);
        Assert.True(run.Code == code, run.ToString());
        return run;
    }
}
