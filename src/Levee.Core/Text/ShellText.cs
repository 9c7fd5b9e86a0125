namespace Levee.Core.Text;

/// <summary>Words of a command line that a person copies into a shell.</summary>
public static class ShellText
{
    private const string Plain = "/._-+=:@%";

    /// <summary>The word as it is where no shell would see more in it, else between apostrophes.</summary>
    public static string Quote(string word) =>
        word.Length > 0 && word.All(letter => char.IsAsciiLetterOrDigit(letter) || Plain.Contains(letter))
            ? word
            : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
