using Levee.Core.Effects;

namespace Levee.Core.Rehearsals;

/// <summary>The closed table of changes of type that keep every value, by the server's own cast. What is not here has to be seen.</summary>
internal static class LosslessTypes
{
    /// <param name="before">As <c>format_type</c> gives it.</param>
    /// <param name="after">Likewise.</param>
    public static bool Keep(string before, string after)
    {
        if (before == after)
            return true;
        if (before.EndsWith("[]", StringComparison.Ordinal) && after.EndsWith("[]", StringComparison.Ordinal))
            return Keep(before[..^2], after[..^2]);
        var (was, now) = (TypeName.Of(before), TypeName.Of(after));
        if (IsUnboundedText(now))
            return !before.EndsWith("[]", StringComparison.Ordinal) || now.Name != "citext";
        return was.Name == now.Name ? IsWider(was, now) : HoldsAll(was, now);
    }

    /// <summary>Whether the cast of an assignment keeps a value or fails on it: a text that is too long, a number that is too large.
    /// Only blanks at the end go without a word.</summary>
    public static bool KeepOrFail(string before, string after)
    {
        if (before.EndsWith("[]", StringComparison.Ordinal) && after.EndsWith("[]", StringComparison.Ordinal))
            return KeepOrFail(before[..^2], after[..^2]);
        var (was, now) = (TypeName.Of(before), TypeName.Of(after));
        return (was.Name, now.Name) switch
        {
            (
                "text"
                    or "character varying"
                    or "character"
                    or "bpchar",
                "character varying"
                    or "character"
                    or "bpchar"
            ) => true,
            ("bigint", "integer" or "smallint") or ("integer", "smallint") => true,
            ("numeric", "bigint" or "integer" or "smallint") => was is { First: not null, Second: null or <= 0 },
            ("numeric", "numeric") => was.First is not null && (was.Second ?? 0) <= (now.Second ?? 0),
            ("bit varying", "bit varying" or "bit") or ("bit", "bit" or "bit varying") => true,
            _ => false,
        };
    }

    // Every type is written so that it can be read back.
    private static bool IsUnboundedText(TypeName type) =>
        type
            is { Name: "text" or "citext" or "public.citext", First: null }
                or { Name: "character varying", First: null };

    private static bool IsWider(TypeName was, TypeName now) =>
        was.Name switch
        {
            "character varying" or "character" or "bit varying" => now.First is null || was.First <= now.First,
            "numeric" => IsWiderNumber(was, now),
            // Of times: digits of the second. None stands for six.
            _ when IsTime(was.Name) => (was.First ?? 6) <= (now.First ?? 6),
            _ => false,
        };

    private static bool IsWiderNumber(TypeName was, TypeName now) =>
        now.First is null
        || (
            was.First is { } digits
            && (was.Second ?? 0) <= (now.Second ?? 0)
            && digits - (was.Second ?? 0) <= now.First - (now.Second ?? 0)
        );

    private static bool HoldsAll(TypeName was, TypeName now) =>
        (was.Name, now.Name) switch
        {
            ("smallint", "integer" or "bigint" or "real" or "double precision") => true,
            ("integer", "bigint" or "double precision") => true,
            ("real", "double precision") => true,
            ("smallint", "numeric") => HasRoom(now, 5),
            ("integer", "numeric") => HasRoom(now, 10),
            ("bigint", "numeric") => HasRoom(now, 19),
            ("date", "timestamp without time zone") => true,
            ("json", "jsonb") or ("jsonb", "json") => true,
            ("cidr", "inet") or ("macaddr", "macaddr8") => true,
            ("text" or "character varying", "uuid" or "json" or "jsonb" or "xml") => true,
            ("citext" or "public.citext" or "text" or "character", "character varying") => now.First is null
                || was.First <= now.First,
            ("boolean", "integer") => true,
            _ => false,
        };

    private static bool HasRoom(TypeName numeric, int digits) =>
        numeric.First is not { } all || all - (numeric.Second ?? 0) >= digits;

    private static bool IsTime(string name) =>
        name.StartsWith("time", StringComparison.Ordinal) && name is not "timezone";
}
