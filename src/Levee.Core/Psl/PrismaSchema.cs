using Levee.Core.Diagnostics;
using Levee.Core.Schema;
using Levee.Core.Text;

namespace Levee.Core.Psl;

/// <summary>A schema of one or more files, read as a whole.</summary>
/// <param name="Schema">Null where there are errors.</param>
/// <param name="Datamodel">Null where there are errors. Says which line declares a table, column or enum value.</param>
/// <param name="Diagnostics">Sorted by file and place.</param>
public sealed record PrismaSchema(DatabaseSchema? Schema, Datamodel? Datamodel, ValueList<Diagnostic> Diagnostics)
{
    /// <param name="files">Their order is that of the tables; it does not matter otherwise.</param>
    public static PrismaSchema Load(ValueList<SourceText> files)
    {
        var diagnostics = new DiagnosticBag();
        var syntax = files.Select(file => Parser.Parse(file, diagnostics)).ToList();
        var datamodel = Binder.Bind(syntax, diagnostics);
        return new(datamodel is null ? null : SchemaBuilder.Build(datamodel), datamodel, diagnostics.Sorted());
    }
}
