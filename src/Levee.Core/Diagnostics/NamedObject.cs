namespace Levee.Core.Diagnostics;

/// <summary>What a diagnostic is about, taken apart: <c>column public.users.email</c>.</summary>
/// <param name="Kind">In the words of the rules; empty where nothing but a name is given.</param>
/// <param name="Name">Never quoted, and with its schema.</param>
public readonly record struct NamedObject(string Kind, string Name)
{
    private const string Usual = "public.";

    /// <param name="about">As <see cref="Diagnostic.Object"/> has it.</param>
    public static NamedObject Of(string about) =>
        about.Split(' ', 2) is [var kind, var name] ? new(kind, name) : new("", about);

    /// <summary>The name as people say it.</summary>
    public string ShortName => Short(Name);

    /// <summary>What it is called where it lies: the column of a table, the label of an enum.</summary>
    public string LastName => Name[(Name.LastIndexOf('.') + 1)..];

    /// <summary>A name without the schema that everyone means.</summary>
    public static string Short(string name) =>
        name.StartsWith(Usual, StringComparison.Ordinal) ? name[Usual.Length..] : name;
}
