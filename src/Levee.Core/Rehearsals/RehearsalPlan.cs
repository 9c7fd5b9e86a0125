namespace Levee.Core.Rehearsals;

/// <summary>
/// A rehearsal as a value: what to try next, after what was seen, and what it all amounts to. It runs nothing itself.
/// <code>
/// while (plan.Next(results) is { } attempt)
///     results.Add(await copies.RunAsync(attempt, cancel));
/// return plan.Conclude(results);
/// </code>
/// </summary>
public sealed class RehearsalPlan(RehearsalSubject subject)
{
    /// <returns>Null when nothing is left that could show more, or the time for all attempts is over.</returns>
    public Attempt? Next(IReadOnlyList<AttemptResult> results) =>
        IsOver(results) ? null : Wanted(new(subject), results);

    public Rehearsal Conclude(IReadOnlyList<AttemptResult> results)
    {
        var course = new AttemptCourse(subject);
        var missing = Wanted(course, results);
        return new Findings(subject, course, missing).Judge();
    }

    private static Attempt? Wanted(AttemptCourse course, IReadOnlyList<AttemptResult> results)
    {
        var known = new Dictionary<Attempt, AttemptResult>();
        foreach (var result in results)
            known[result.Attempt] = result;
        // The course goes on only where its last attempt has a result.
        return course.Follow(known).FirstOrDefault(attempt => !known.ContainsKey(attempt));
    }

    private bool IsOver(IReadOnlyList<AttemptResult> results) =>
        results.Aggregate(TimeSpan.Zero, (sum, result) => sum + result.Took)
        > subject.Deadline + (4 * subject.MoreForSize);
}
