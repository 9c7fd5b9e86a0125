using Levee.Cli.Workspace;

namespace Levee.Tests.Workspace;

/// <summary>Layouts as real repositories have them, made small.</summary>
public sealed class DiscoveryTests
{
    private const string Postgres = "datasource db {\n  provider = \"postgresql\"\n}\n";
    private const string MySql = "datasource db {\n  provider = \"mysql\"\n}\n";
    private const string Models = "model User {\n  id Int @id\n}\nmodel Post {\n  id Int @id\n}\n";
    private const string Sql = "SELECT 1;";

    [Fact]
    public void A_schema_of_another_provider_is_neither_the_truth_nor_a_copy()
    {
        var found = Find(
            ("prisma/schema.prisma", MySql + Models),
            ("db/postgresql/schema.prisma", Postgres + Models),
            ("db/postgresql/migrations/1_a/migration.sql", Sql)
        );

        Assert.Equal("db/postgresql/schema.prisma", found.Schema!.Path);
        Assert.Empty(found.Alike);
        Assert.Equal("mysql", Assert.Single(found.OtherProviders).Provider);
    }

    [Fact]
    public void Migrations_of_another_provider_are_not_taken()
    {
        var found = Find(
            ("postgresql/schema.prisma", Postgres + Models),
            ("mysql/schema.prisma", MySql + Models),
            ("mysql/migrations/1_a/migration.sql", Sql),
            ("history/1_a/migration.sql", Sql),
            ("history/migration_lock.toml", "provider = \"mysql\"\n")
        );

        Assert.Null(found.Migrations);
    }

    [Fact]
    public void Nothing_but_another_provider_is_no_schema() =>
        Assert.Null(Find(("prisma/schema.prisma", MySql + Models)).Schema);

    [Theory]
    [InlineData("prisma/schema/schema.prisma", "prisma/schema/link.prisma", "prisma/schema")]
    [InlineData("prisma/base.prisma", "prisma/models/link.prisma", "prisma")]
    [InlineData("packages/db/schema/main.prisma", "packages/db/schema/deep/er/link.prisma", "packages/db/schema")]
    public void A_schema_of_several_files_is_a_folder(string head, string other, string folder)
    {
        var found = Find(
            (head, Postgres + "model User {\n  id Int @id\n  links Link[]\n}\n"),
            (other, "model Link {\n  id Int @id\n}\n")
        );

        Assert.Equal(folder, found.Schema!.Path);
        Assert.Equal(["User", "Link"], found.Schema.Models);
    }

    [Fact]
    public void A_file_beside_one_that_it_does_not_need_is_a_file()
    {
        var found = Find(("prisma/schema.prisma", Postgres + Models), ("prisma/snippet.prisma", "model Old {\n}\n"));

        Assert.Equal("prisma/schema.prisma", found.Schema!.Path);
    }

    [Fact]
    public void The_schema_beside_the_migrations_wins_over_one_in_the_documentation()
    {
        var found = Find(
            ("docs/schema.prisma", Postgres + Models),
            ("packages/database/prisma/schema.prisma", Postgres + Models),
            ("packages/database/prisma/migrations/1_a/migration.sql", Sql)
        );

        Assert.Equal("packages/database/prisma/schema.prisma", found.Schema!.Path);
        Assert.Equal("packages/database/prisma/migrations", found.Migrations);
        Assert.Equal(["docs/schema.prisma"], found.Alike.Select(like => like.Path));
    }

    [Fact]
    public void A_usual_place_without_migrations_does_not_win_over_another_database_that_has_them()
    {
        var found = Find(
            ("schema.prisma", Postgres + "model Sample {\n  id Int @id\n}\n"),
            ("apps/api/prisma/schema.prisma", Postgres + Models),
            ("apps/api/prisma/migrations/1_a/migration.sql", Sql)
        );

        Assert.Equal("apps/api/prisma/schema.prisma", found.Schema!.Path);
    }

    [Fact]
    public void Of_three_copies_with_the_migrations_beside_one_the_usual_place_is_the_truth()
    {
        var found = Find(
            ("schema.prisma", Postgres + Models),
            ("proxy/schema.prisma", Postgres + Models),
            ("extras/pkg/schema.prisma", Postgres + Models),
            ("extras/pkg/migrations/1_a/migration.sql", Sql)
        );

        Assert.Equal("schema.prisma", found.Schema!.Path);
        Assert.Equal(["extras/pkg/schema.prisma", "proxy/schema.prisma"], found.Alike.Select(like => like.Path));
        Assert.Equal("extras/pkg/migrations", found.Migrations);
    }

    [Fact]
    public void Each_other_database_is_named_once()
    {
        var events = Postgres + "model Event {\n  id Int @id\n}\n";
        var found = Find(
            ("prisma/schema.prisma", Postgres + Models),
            ("prisma/migrations/1_a/migration.sql", Sql),
            ("packages/events/prisma/schema.prisma", events),
            ("packages/events/prisma/migrations/1_a/migration.sql", Sql),
            ("packages/events/docs/schema.prisma", events)
        );

        Assert.Equal("prisma/schema.prisma", found.Schema!.Path);
        Assert.Equal("packages/events/prisma/schema.prisma", Assert.Single(found.OtherDatabases).Path);
    }

    [Fact]
    public void What_the_configuration_names_is_the_truth_also_where_others_lie_in_usual_places()
    {
        var found = Find(
            "db/schema",
            ("prisma/schema.prisma", Postgres + "model Other {\n  id Int @id\n}\n"),
            ("db/schema/a.prisma", Postgres),
            ("db/schema/b.prisma", Models),
            ("db/migrations/1_a/migration.sql", Sql)
        );

        Assert.Equal("db/schema", found.Schema!.Path);
        Assert.Equal("db/migrations", found.Migrations);
        Assert.Single(found.OtherDatabases);
    }

    private static Discovery Find(params (string Path, string Text)[] files) => Find(null, files);

    private static Discovery Find(string? named, params (string Path, string Text)[] files)
    {
        var texts = files.ToDictionary(file => file.Path, file => file.Text);
        return Discovery.Of(texts.Keys, named, path => texts[path]);
    }
}
