namespace Levee.Core.Schema;

/// <summary>The name of a table or type.</summary>
/// <param name="Namespace">The PostgreSQL schema; null means the default one, which is never printed.</param>
public readonly record struct ObjectName(string? Namespace, string Name)
{
    /// <summary>With the default namespace where it has none.</summary>
    public string FullName => $"{Namespace ?? "public"}.{Name}";

    public override string ToString() => Namespace is null ? Name : $"{Namespace}.{Name}";
}
