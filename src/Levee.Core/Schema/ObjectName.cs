namespace Levee.Core.Schema;

/// <summary>The name of a table or type.</summary>
/// <param name="Namespace">The PostgreSQL schema; null means the default one, which is never printed.</param>
public readonly record struct ObjectName(string? Namespace, string Name)
{
    /// <summary>With the default namespace where it has none.</summary>
    public string FullName => $"{Namespace ?? "public"}.{Name}";

    public override string ToString() => Namespace is null ? Name : $"{Namespace}.{Name}";
}

/// <summary>What pairs up tables and types: a name without a namespace is one in <c>public</c>.</summary>
internal readonly record struct TableKey(string Namespace, string Name)
{
    public static TableKey Of(ObjectName name) => new(name.Namespace ?? "public", name.Name);
}
