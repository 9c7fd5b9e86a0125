using System.Text;

namespace Levee.Cli.Catalog;

/// <summary>The catalog queries, which live in <c>.sql</c> files beside this one.</summary>
internal static class CatalogQuery
{
    /// <param name="name">The file's name without its ending.</param>
    public static string Text(string name)
    {
        using var stream = typeof(CatalogQuery).Assembly.GetManifestResourceStream($"Levee.Cli.Catalog.{name}.sql")!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        // The last semicolon ends the statement for people; a second statement it would be for the driver.
        return reader.ReadToEnd().TrimEnd().TrimEnd(';');
    }
}
