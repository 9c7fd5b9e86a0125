using Levee.Cli.Catalog;
using Levee.Core;
using Levee.Core.History;
using Levee.Core.Text;

namespace Levee.Tests.Postgres;

[Slow]
public sealed class EnvironmentReaderTests
{
    private const string Platform = """
        CREATE ROLE app_owner LOGIN PASSWORD 'secret';
        CREATE ROLE nobody_asked;
        CREATE SCHEMA auth;
        CREATE TYPE auth.level AS ENUM ('one', 'two');
        CREATE TABLE auth.users (id uuid PRIMARY KEY, email varchar(20) NOT NULL UNIQUE, level auth.level);
        INSERT INTO auth.users VALUES (gen_random_uuid(), 'private@example.test', 'one');
        CREATE TABLE auth.unused (id int);
        CREATE FUNCTION auth.uid() RETURNS uuid LANGUAGE sql STABLE AS 'SELECT gen_random_uuid()';
        """;

    private const string History = """
        CREATE TABLE profile (id uuid PRIMARY KEY REFERENCES auth.users (id));
        ALTER TABLE profile OWNER TO app_owner;
        CREATE POLICY own ON profile USING (auth.uid() = id);
        """;

    [Fact]
    public async Task A_history_can_be_replayed_on_the_stubs_of_what_it_leans_on()
    {
        var cancel = TestContext.Current.CancellationToken;
        ValueList<Migration> history = [Script("history", History)];
        await using var shadows = await Histories.OpenAsync();
        string stubs;
        await using (var database = await shadows.CloneAsync([Script("platform", Platform)], cancel))
        {
            await using var session = await database.ConnectAsync(cancel);
            stubs = await EnvironmentReader.ReadAsync(session, history, ["public"], cancel);
        }

        Assert.Contains("CREATE ROLE app_owner;", stubs);
        Assert.DoesNotContain("secret", stubs);
        Assert.DoesNotContain("private@", stubs);
        Assert.DoesNotContain("nobody_asked", stubs);
        Assert.DoesNotContain("unused", stubs);
        Assert.DoesNotContain("gen_random_uuid", stubs);
        await using var replayed = await shadows.CloneAsync([Script("stubs", stubs), .. history], cancel);
    }

    [Fact]
    public async Task What_the_history_makes_itself_is_no_part_of_its_environment()
    {
        var cancel = TestContext.Current.CancellationToken;
        ValueList<Migration> history = [Script("platform", Platform), Script("history", History)];
        await using var shadows = await Histories.OpenAsync();
        await using var database = await shadows.CloneAsync(history, cancel);
        await using var session = await database.ConnectAsync(cancel);

        Assert.Equal("", await EnvironmentReader.ReadAsync(session, history, ["public"], cancel));
    }

    private static Migration Script(string name, string sql) => new(name, new SourceText(name, sql));
}
