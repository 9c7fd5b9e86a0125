namespace Levee.Core.Reports;

/// <summary>A format. It returns text that ends in a newline and knows no rule.</summary>
public interface IReport
{
    string Render(Report report);
}
