using Levee.Core;
using Levee.Core.Deploy;
using Levee.Core.History;

namespace Levee.Tests.Deploy;

public sealed class LedgerTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 2, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_row_that_is_finished_is_applied() =>
        Assert.Equal(LedgerState.Applied, Ledger(Applied("1_a")).StateOf("1_a"));

    [Fact]
    public void A_row_that_is_not_finished_failed() =>
        Assert.Equal(LedgerState.Failed, Ledger(Begun("1_a", logs: "ERROR: …")).StateOf("1_a"));

    [Fact]
    public void A_row_with_a_journal_was_interrupted() =>
        Assert.Equal(
            LedgerState.Interrupted,
            Ledger(Begun("1_a", new DeploymentJournal(2, IsRunning: true).ToString())).StateOf("1_a")
        );

    [Fact]
    public void Only_resolved_rows_are_to_be_applied_again() =>
        Assert.Equal(LedgerState.RolledBack, Ledger(Begun("1_a") with { RolledBackAt = Noon }).StateOf("1_a"));

    [Fact]
    public void A_blocking_row_blocks_beside_an_applied_one() =>
        Assert.Equal(LedgerState.Failed, Ledger(Applied("1_a"), Begun("1_a")).StateOf("1_a"));

    [Fact]
    public void An_edited_migration_is_compared_with_the_row_that_is_applied_and_not_with_one_that_was_resolved()
    {
        var mended = Of("1_a", "SELECT 2;");
        var broken = Applied("1_a", "SELECT 1;") with { FinishedAt = null, RolledBackAt = Noon };

        Assert.Empty(new DatabaseHistory([mended], Ledger(broken, Applied("1_a", "SELECT 2;"))).Edited);
        Assert.Single(new DatabaseHistory([mended], Ledger(Applied("1_a", "SELECT 1;"))).Edited);
    }

    [Theory]
    [InlineData("SELECT 1;\n", "SELECT 1;\r\n")]
    [InlineData("SELECT 1;\r\n", "SELECT 1;\n")]
    [InlineData("a\nb\n", "a\r\nb\n")]
    public void Line_ends_do_not_edit_a_migration(string kept, string now) =>
        Assert.True(MigrationChecksum.Matches(MigrationChecksum.Of(Of("1_a", kept)), Of("1_a", now)));

    [Theory]
    [InlineData("SELECT 1;\n", "SELECT 1;")]
    [InlineData("SELECT 1;", "\ufeffSELECT 1;")]
    public void A_last_newline_and_a_byte_order_mark_do(string kept, string now) =>
        Assert.False(MigrationChecksum.Matches(MigrationChecksum.Of(Of("1_a", kept)), Of("1_a", now)));

    [Fact]
    public void An_empty_file_has_the_checksum_that_everybody_knows() =>
        Assert.Equal(
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            MigrationChecksum.Of(Of("1_a", ""))
        );

    [Fact]
    public void What_the_database_has_and_the_checkout_lacks_is_missing_or_ahead()
    {
        var history = new DatabaseHistory([Of("2_b")], Ledger(Applied("1_a"), Applied("2_b"), Applied("3_c")));

        Assert.Equal("1_a", Assert.Single(history.Missing).Name);
        Assert.Equal("3_c", Assert.Single(history.Ahead).Name);
        Assert.Empty(history.Pending);
    }

    [Fact]
    public void What_sorts_before_an_applied_one_is_overtaken()
    {
        var history = new DatabaseHistory([Of("1_a"), Of("2_b"), Of("3_c")], Ledger(Applied("2_b")));

        Assert.Equal("1_a", Assert.Single(history.Overtaken).Name);
        Assert.Equal(["1_a", "3_c"], history.Pending.Select(migration => migration.Name));
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(3, false)]
    [InlineData(3, true)]
    public void A_journal_is_read_as_it_was_written(int done, bool isRunning)
    {
        var journal = new DeploymentJournal(done, isRunning);

        Assert.Equal(journal, DeploymentJournal.Parse(journal.ToString()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("ERROR: levee deploy: 3 statements done; ")]
    [InlineData("levee deploy: many statements done; ")]
    public void Other_texts_are_no_journal(string logs) => Assert.Null(DeploymentJournal.Parse(logs));

    internal static Ledger Ledger(params LedgerRow[] rows) => new(true, rows.ToValueList());

    internal static Migration Of(string name, string text = "SELECT 1;") =>
        new(name, new($"{name}/migration.sql", text));

    internal static LedgerRow Applied(string name, string text = "SELECT 1;") =>
        new($"id of {name}", MigrationChecksum.Of(Of(name, text)), name, Noon, Noon, null, null, 1);

    internal static LedgerRow Begun(string name, string? logs = null) =>
        new($"id of {name}", MigrationChecksum.Of(Of(name)), name, Noon, null, null, logs, 0);
}
