using Xunit.v3;

namespace Levee.Tests;

/// <summary>The tests need PostgreSQL or the built binary, or take long: <c>make</c> leaves them out.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class SlowAttribute : Attribute, ITraitAttribute
{
    public IReadOnlyCollection<KeyValuePair<string, string>> GetTraits() => [new("Speed", "Slow")];
}
