using Levee.Cli.Workspace;
using Levee.Core.Diagnostics;

namespace Levee.Tests.Workspace;

public sealed class MigrationWriterTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Writes_the_folder_its_script_and_the_lock_file()
    {
        Write("20260101000000_a", "SELECT 1;\n");

        Assert.Equal("SELECT 1;\n", File.ReadAllText(_folder["migrations/20260101000000_a/migration.sql"]));
        Assert.Contains("provider = \"postgresql\"", File.ReadAllText(_folder["migrations/migration_lock.toml"]));
        Assert.False(Directory.Exists(_folder["staging"]));
    }

    [Fact]
    public void Leaves_a_lock_file_that_is_there_as_it_is()
    {
        _folder.Write("migrations/migration_lock.toml", "# ours\nprovider = \"postgresql\"\n");

        Write("20260101000000_a", "SELECT 1;\n");

        Assert.StartsWith("# ours", File.ReadAllText(_folder["migrations/migration_lock.toml"]));
    }

    [Fact]
    public void Never_writes_over_a_folder()
    {
        _folder.Write("migrations/20260101000000_a/migration.sql", "-- theirs");

        var error = Assert.Throws<LeveeException>(() => Write("20260101000000_a", "SELECT 1;\n"));

        Assert.Equal("migration-exists", error.Diagnostics[0].Code);
        Assert.Equal("-- theirs", File.ReadAllText(_folder["migrations/20260101000000_a/migration.sql"]));
        Assert.False(Directory.Exists(_folder["staging"]));
    }

    [Fact]
    public void Removes_what_a_killed_run_left()
    {
        _folder.Write($"staging/.levee-new-{int.MaxValue}-x/migration.sql", "half");

        Write("20260101000000_a", "SELECT 1;\n");

        Assert.False(Directory.Exists(_folder["staging"]));
    }

    [Fact]
    public void Says_what_to_do_where_it_must_not_write()
    {
        _folder.Write("migrations", "a file where the folder should be");

        var error = Assert.Throws<LeveeException>(() => Write("20260101000000_a", "SELECT 1;\n"));

        Assert.Equal("cannot-write", error.Diagnostics[0].Code);
    }

    private void Write(string name, string script) =>
        MigrationWriter.Write(_folder["migrations"], name, script, _folder["staging"]);
}
