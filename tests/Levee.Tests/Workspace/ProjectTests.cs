using Levee.Cli.Workspace;
using Levee.Core.Diagnostics;

namespace Levee.Tests.Workspace;

public sealed class ProjectTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("prisma/schema.prisma", "prisma/migrations")]
    [InlineData("schema.prisma", "migrations")]
    public void Finds_the_schema_and_the_migrations_beside_it(string schema, string migrations)
    {
        _folder.Write(schema, "");

        var project = Project.Open(_folder.Path);

        Assert.Equal((schema, migrations), (project.SchemaPath, project.MigrationsPath));
    }

    [Fact]
    public void Follows_package_json()
    {
        _folder.Write("package.json", """{ "prisma": { "schema": "./db/main.prisma" } }""");
        _folder.Write("db/main.prisma", "");

        var project = Project.Open(_folder.Path);

        Assert.Equal(("db/main.prisma", "db/migrations"), (project.SchemaPath, project.MigrationsPath));
    }

    [Fact]
    public void Package_json_goes_before_the_usual_places_as_it_does_for_Prisma()
    {
        _folder.Write("package.json", """{ "prisma": { "schema": "db/main.prisma" } }""");
        _folder.Write("db/main.prisma", "");
        _folder.Write("prisma/schema.prisma", "");

        Assert.Equal("db/main.prisma", Project.Open(_folder.Path).SchemaPath);
    }

    [Theory]
    [InlineData("schema: \"db/main.prisma\", migrations: { path: './db/migs', seed: \"tsx seed.ts\" }")]
    [InlineData("schema: path.join('db', 'main.prisma'),\n  migrations: {\n    path: join(\"db\", \"migs\"),\n  },")]
    [InlineData("// schema: \"x\"\n/* schema: 'y' */ schema : './db/main.prisma', migrations:{path:'db/migs'}")]
    [InlineData(
        "url: \"postgres://h/d\", schema: 'db/main.prisma', migrations: { initShadowDb: `x`, path: 'db/migs' }"
    )]
    public void Follows_prisma_config(string keys)
    {
        _folder.Write("prisma.config.ts", $"export default defineConfig({{ {keys} }});");
        _folder.Write("package.json", """{ "prisma": { "schema": "prisma/schema.prisma" } }""");

        var project = Project.Open(_folder.Path);

        Assert.Equal(("db/main.prisma", "db/migs"), (project.SchemaPath, project.MigrationsPath));
    }

    [Fact]
    public void A_prisma_config_that_computes_its_paths_is_not_guessed_at()
    {
        _folder.Write(
            "prisma.config.ts",
            "const schema = find();\nexport default { schema, migrations: { path: dir } };"
        );
        _folder.Write("prisma/schema.prisma", "");

        var project = Project.Open(_folder.Path);

        Assert.Equal(("prisma/schema.prisma", "prisma/migrations"), (project.SchemaPath, project.MigrationsPath));
    }

    [Fact]
    public void A_schema_without_models_beside_files_with_them_is_the_head_of_a_folder()
    {
        _folder.Write("prisma/schema.prisma", "datasource db {\n}\n");
        _folder.Write("prisma/models/user.prisma", "model User {\n}\n");
        Assert.Equal("prisma", Project.Open(_folder.Path).SchemaPath);

        _folder.Write("prisma/schema.prisma", "datasource db {\n}\nmodel A {\n}\n");
        Assert.Equal("prisma/schema.prisma", Project.Open(_folder.Path).SchemaPath);
    }

    [Fact]
    public void The_schema_may_be_a_folder()
    {
        _folder.Write("levee.toml", "schema = \"prisma/schema\"\n");
        _folder.Write("prisma/schema/b.prisma", "b");
        _folder.Write("prisma/schema/a/c.prisma", "c");
        _folder.Write("prisma/schema/notes.md", "");

        var project = Project.Open(_folder.Path);

        Assert.Equal("prisma/migrations", project.MigrationsPath);
        Assert.Equal(
            ["prisma/schema/a/c.prisma", "prisma/schema/b.prisma"],
            Project.TextsOf(project.ReadTruth()).Select(text => text.Path)
        );
    }

    [Fact]
    public void Takes_what_the_configuration_says()
    {
        _folder.Write("schema.prisma", "");
        _folder.Write("levee.toml", "schema = \"./a/../schema.prisma\"\nmigrations = \"extras/migrations/\"\n");

        var project = Project.Open(_folder.Path);

        Assert.Equal(("schema.prisma", "extras/migrations"), (project.SchemaPath, project.MigrationsPath.TrimEnd('/')));
    }

    [Theory]
    [InlineData("schema = \"../schema.prisma\"", "schema")]
    [InlineData("schema = \"/etc/passwd\"", "schema")]
    [InlineData("schema = \"schema.prisma\"\ncopies = [\"a/../../b\"]", "copies")]
    [InlineData("schema = \"schema.prisma\"\nmigrations = \"/tmp\"", "migrations")]
    public void A_path_out_of_the_workspace_is_refused(string toml, string key)
    {
        _folder.Write("inside/schema.prisma", "");
        _folder.Write("inside/levee.toml", toml);

        var error = Assert.Throws<LeveeException>(() => Project.Open(_folder["inside"]));

        Assert.StartsWith($"{key} = ", error.Message);
    }

    [Theory]
    [InlineData("migrations")]
    [InlineData("schema")]
    public void A_link_out_of_the_workspace_is_refused(string key)
    {
        Directory.CreateDirectory(_folder["outside/migrations"]);
        _folder.Write("outside/schema.prisma", "");
        _folder.Write("inside/schema.prisma", "");
        Directory.CreateSymbolicLink(_folder["inside/link"], "../outside");
        _folder.Write(
            "inside/levee.toml",
            key == "schema"
                ? "schema = \"link/schema.prisma\""
                : "schema = \"schema.prisma\"\nmigrations = \"link/migrations\""
        );

        var error = Assert.Throws<LeveeException>(() => Project.Open(_folder["inside"]));

        Assert.Equal("path-outside", error.Diagnostics[0].Code);
    }

    [Fact]
    public void A_workspace_that_is_itself_reached_through_a_link_is_none()
    {
        _folder.Write("real/schema.prisma", "");
        Directory.CreateSymbolicLink(_folder["link"], "real");

        Assert.Equal("schema.prisma", Project.Open(_folder["link"]).SchemaPath);
    }

    [Fact]
    public void A_loop_of_links_is_refused()
    {
        File.CreateSymbolicLink(_folder["a"], "b");
        File.CreateSymbolicLink(_folder["b"], "a");
        _folder.Write("levee.toml", "schema = \"a/schema.prisma\"");

        Assert.Throws<LeveeException>(() => Project.Open(_folder.Path));
    }

    [Fact]
    public void Says_where_it_looked_when_there_is_no_schema()
    {
        var error = Assert.Throws<LeveeException>(() => Project.Open(_folder.Path)).Diagnostics[0];

        Assert.Equal("no-schema", error.Code);
        Assert.Contains("prisma/schema.prisma", error.Notes[0]);
    }

    [Fact]
    public void Reads_the_history_in_the_order_of_Prisma_and_skips_what_is_no_migration()
    {
        _folder.Write("schema.prisma", "");
        _folder.Write("migrations/migration_lock.toml", "");
        _folder.Write("migrations/README.md", "");
        foreach (
            var name in new[]
            {
                "20240102000000_b",
                "20240101000000_Z",
                "20240101000000_a",
                "0_init",
                "20240103000000_two words",
                "é",
            }
        )
            _folder.Write($"migrations/{name}/migration.sql", $"-- {name}");

        var history = Project.Open(_folder.Path).ReadMigrations();

        Assert.Equal(
            ["0_init", "20240101000000_a", "20240101000000_Z", "20240102000000_b", "20240103000000_two words", "é"],
            history.Select(migration => migration.Name)
        );
        Assert.Equal("migrations/0_init/migration.sql", history[0].Script.Path);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" \n")]
    public void A_folder_without_a_script_is_an_error_that_names_the_folder_and_the_fix(string? script)
    {
        _folder.Write("schema.prisma", "");
        Directory.CreateDirectory(_folder["migrations/1_a"]);
        if (script is not null)
            _folder.Write("migrations/1_a/migration.sql", script);

        var error = Assert.Throws<LeveeException>(() => Project.Open(_folder.Path).ReadMigrations()).Diagnostics[0];

        Assert.Equal("empty-migration-folder", error.Code);
        Assert.Contains("migrations/1_a", error.Message);
        Assert.Contains("migrations/1_a", error.Help[0]);
    }

    [Fact]
    public void A_folder_in_the_place_of_the_script_is_no_script()
    {
        _folder.Write("schema.prisma", "");
        Directory.CreateDirectory(_folder["migrations/1_a/migration.sql"]);

        var error = Assert.Throws<LeveeException>(() => Project.Open(_folder.Path).ReadMigrations()).Diagnostics[0];

        Assert.Contains("has no migration.sql", error.Message);
    }
}
