using Levee.Core.Text;

namespace Levee.Core.History;

/// <summary>One folder of the migrations directory.</summary>
/// <param name="Name">The folder's name; may contain blanks. The history is ordered by its bytes.</param>
/// <param name="Script">The text of its <c>migration.sql</c>.</param>
public sealed record Migration(string Name, SourceText Script);
