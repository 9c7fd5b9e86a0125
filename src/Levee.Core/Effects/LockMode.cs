namespace Levee.Core.Effects;

/// <summary>PostgreSQL's table locks, from weak to strong.</summary>
public enum LockMode
{
    AccessShare,
    RowShare,
    RowExclusive,
    ShareUpdateExclusive,
    Share,
    ShareRowExclusive,
    Exclusive,
    AccessExclusive,
}

public static class LockModes
{
    /// <param name="name">As <c>pg_locks</c> writes it: <c>AccessExclusiveLock</c>.</param>
    public static LockMode Parse(string name) =>
        Enum.Parse<LockMode>(name.Replace("Lock", "", StringComparison.Ordinal));

    /// <summary>As PostgreSQL's documentation writes it: <c>ACCESS EXCLUSIVE</c>.</summary>
    public static string Name(this LockMode mode) =>
        mode switch
        {
            LockMode.AccessShare => "ACCESS SHARE",
            LockMode.RowShare => "ROW SHARE",
            LockMode.RowExclusive => "ROW EXCLUSIVE",
            LockMode.ShareUpdateExclusive => "SHARE UPDATE EXCLUSIVE",
            LockMode.Share => "SHARE",
            LockMode.ShareRowExclusive => "SHARE ROW EXCLUSIVE",
            LockMode.Exclusive => "EXCLUSIVE",
            LockMode.AccessExclusive => "ACCESS EXCLUSIVE",
        };

    /// <summary>What an application has to wait with while the lock is held.</summary>
    public static string Blocks(this LockMode mode) =>
        mode switch
        {
            LockMode.AccessShare or LockMode.RowShare or LockMode.RowExclusive => "nothing that an application does",
            LockMode.ShareUpdateExclusive => "other migrations and VACUUM",
            LockMode.Share or LockMode.ShareRowExclusive or LockMode.Exclusive => "writes",
            LockMode.AccessExclusive => "reads and writes",
        };

    public static bool BlocksWrites(this LockMode mode) => mode >= LockMode.Share;

    public static bool BlocksReads(this LockMode mode) => mode == LockMode.AccessExclusive;
}
