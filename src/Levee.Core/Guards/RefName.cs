namespace Levee.Core.Guards;

/// <summary>What git accepts as the name of a branch. Checked here so that a hostile name is refused before git sees it.</summary>
public static class RefName
{
    /// <summary>Whether <paramref name="name"/> follows git's rules for a branch: never an option, never a path trick.</summary>
    public static bool IsValidBranch(string name) =>
        name.Length is > 0 and <= 250
        && !name.StartsWith('-')
        && name is not ("@" or "HEAD")
        && !name.EndsWith('/')
        && !name.EndsWith('.')
        && !name.Contains("..", StringComparison.Ordinal)
        && !name.Contains("@{", StringComparison.Ordinal)
        && name.All(IsAllowed)
        && name.Split('/').All(IsValidPart);

    /// <summary>Whether <paramref name="name"/> can be a remote that was given a name: never an address, never an option.</summary>
    public static bool IsValidRemote(string name) => IsValidBranch(name);

    private static bool IsValidPart(string part) =>
        part.Length > 0 && !part.StartsWith('.') && !part.EndsWith(".lock", StringComparison.Ordinal);

    private static bool IsAllowed(char letter) =>
        letter > ' ' && letter != '\u007f' && letter is not ('~' or '^' or ':' or '?' or '*' or '[' or '\\');
}
