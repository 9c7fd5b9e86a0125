namespace Levee.Cli.Terminal;

internal static class ColorChoice
{
    /// <summary>What was asked for on the command line wins; then NO_COLOR, then FORCE_COLOR, then whether it is a
    /// terminal.</summary>
    /// <param name="asked"><c>auto</c>, <c>always</c> or <c>never</c>.</param>
    public static bool OfErrorStream(string asked) =>
        Of(asked, Environment.GetEnvironmentVariable, !Console.IsErrorRedirected);

    /// <inheritdoc cref="OfErrorStream"/>
    public static bool OfResultStream(string asked) =>
        Of(asked, Environment.GetEnvironmentVariable, !Console.IsOutputRedirected);

    internal static bool Of(string asked, Func<string, string?> environment, bool isTerminal) =>
        asked switch
        {
            "always" => true,
            "never" => false,
            _ when !string.IsNullOrEmpty(environment("NO_COLOR")) => false,
            _ when environment("FORCE_COLOR") is { Length: > 0 } force => force is not "0",
            _ => isTerminal && environment("TERM") is not "dumb",
        };
}
