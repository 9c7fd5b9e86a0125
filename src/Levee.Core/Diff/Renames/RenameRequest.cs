using Levee.Core.Diagnostics;

namespace Levee.Core.Diff.Renames;

/// <summary>A renaming as a person types it: <c>User.name=fullName</c>, <c>User=Person</c>, <c>Color.RED=CRIMSON</c>.</summary>
/// <param name="Text">As typed.</param>
/// <param name="Old">Left of the equals sign; with its table or enum where it is about a part.</param>
/// <param name="New">Right of it.</param>
public sealed record RenameRequest(string Text, string Old, string New)
{
    /// <exception cref="LeveeException">It is nothing of the kind: wrong usage.</exception>
    public static RenameRequest Parse(string text)
    {
        var sides = text.Split('=', StringSplitOptions.TrimEntries);
        if (sides.Length != 2 || Array.Exists(sides, side => side.Split('.').Any(string.IsNullOrWhiteSpace)))
            throw Refused($"'{text}' names no renaming");
        return new(text, sides[0], sides[1]);
    }

    private static LeveeException Refused(string message) =>
        new(
            Diagnostic.Error("cannot-rename", message) with
            {
                Help =
                [
                    "write 'Model.old=new' for a column, 'Old=New' for a table or an enum, 'Enum.OLD=NEW' for a value",
                ],
            },
            ExitCode.Usage
        );
}
