using Levee.Core.Schema;

namespace Levee.Core.Diff;

/// <summary>What pairs up tables and types: a name without a namespace is one in <c>public</c>.</summary>
internal readonly record struct TableKey(string Namespace, string Name)
{
    public static TableKey Of(ObjectName name) => new(name.Namespace ?? "public", name.Name);
}
