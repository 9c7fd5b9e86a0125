namespace Levee.Cli.Git;

/// <summary>A symbolic link in a commit: a blob whose text is where it leads.</summary>
internal static class TreeLink
{
    public const string Mode = "120000";

    /// <param name="link">Its path, relative to the workspace.</param>
    /// <param name="text">What is written in it.</param>
    /// <returns>Relative to the workspace; null where it leads out of that, or to all of it.</returns>
    public static string? Follow(string link, string text)
    {
        if (text.StartsWith('/'))
            return null;
        var place = link.Split('/').SkipLast(1).ToList();
        foreach (var step in text.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (step == ".")
                continue;
            if (step != "..")
                place.Add(step);
            else if (place.Count == 0)
                return null;
            else
                place.RemoveAt(place.Count - 1);
        }
        return place.Count == 0 ? null : string.Join('/', place);
    }
}
