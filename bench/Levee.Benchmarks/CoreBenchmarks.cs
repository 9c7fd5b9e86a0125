using BenchmarkDotNet.Attributes;
using Levee.Core;
using Levee.Core.Diagnostics;
using Levee.Core.Diff;
using Levee.Core.Plan;
using Levee.Core.Psl;
using Levee.Core.Psl.Binding;
using Levee.Core.Psl.Syntax;
using Levee.Core.Render;
using Levee.Core.Schema;
using Levee.Core.Sql;
using Levee.Core.Text;

namespace Levee.Benchmarks;

/// <summary>From the text of a schema to the script that leads to it from its neighbour: each step alone, and the
/// whole.</summary>
[MemoryDiagnoser]
public class CoreBenchmarks
{
    private SourceText _text = new("", "");
    private SchemaSyntax _syntax = null!;
    private Datamodel _datamodel = null!;
    private Pair<DatabaseSchema> _schemas;
    private MigrationPlan _plan = null!;

    [Params(500, 1000, 2000)]
    public int Models { get; set; }

    [GlobalSetup]
    public void Prepare()
    {
        _text = LargeSchema.NeighbourOf(Models);
        _syntax = Parser.Parse(_text, new DiagnosticBag());
        _datamodel = Bound(_syntax);
        _schemas = new(Loaded(LargeSchema.Of(Models)), SchemaBuilder.Build(_datamodel));
        _plan = Differ.Diff(_schemas);
        if (_plan.Steps.Count == 0)
            throw new InvalidOperationException("the two schemas do not differ");
    }

    [Benchmark]
    public SchemaSyntax Parse() => Parser.Parse(_text, new DiagnosticBag());

    [Benchmark]
    public Datamodel Bind() => Bound(_syntax);

    [Benchmark]
    public DatabaseSchema Build() => SchemaBuilder.Build(_datamodel);

    [Benchmark]
    public MigrationPlan Diff() => Differ.Diff(_schemas);

    [Benchmark]
    public SqlScript Render() => SqlRenderer.Render(_plan);

    /// <summary>What <c>levee generate</c> does between reading the files and rehearsing: the other side comes out of the
    /// catalog's cache.</summary>
    [Benchmark]
    public SqlScript Whole() => SqlRenderer.Render(Differ.Diff(_schemas with { After = Loaded(_text) }));

    private static DatabaseSchema Loaded(SourceText text) =>
        PrismaSchema.Load([text]).Schema ?? throw new InvalidOperationException("the schema has errors");

    private static Datamodel Bound(SchemaSyntax syntax)
    {
        var diagnostics = new DiagnosticBag();
        return Binder.Bind([syntax], diagnostics)
            ?? throw new InvalidOperationException(diagnostics.Sorted()[0].Message);
    }
}
