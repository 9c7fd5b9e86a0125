namespace Levee.Core.Guards;

/// <summary>A refusal as it is said in every format, so that none of them loses the words to agents.</summary>
/// <param name="ExitCode">What a run answers that refused for this reason alone.</param>
/// <param name="Title">The words that instructions in the wild refer to: <c>STALE BRANCH</c>.</param>
/// <param name="ForPeople">What happened and the steps that mend it, a line each; may contain empty lines.</param>
/// <param name="ForAgents">The passage to AI agents, a line each; may be empty.</param>
public sealed record Refusal(ExitCode ExitCode, string Title, ValueList<string> ForPeople, ValueList<string> ForAgents);
