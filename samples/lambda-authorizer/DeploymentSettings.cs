using System.Globalization;
using Authz;
using Authz.Lambda;

namespace LambdaAuthorizerSample;

/// <summary>What the function must know of its own deployment, from its environment.</summary>
/// <param name="SimpleResponses"><c>AUTHZ_SIMPLE_RESPONSES</c>: the authorizer's <c>enableSimpleResponses</c>; false where it is not
/// set.</param>
/// <param name="ResultTtlInSeconds"><c>AUTHZ_RESULT_TTL</c>: its <c>authorizerResultTtlInSeconds</c>; null, not known, where it is not
/// set.</param>
internal sealed record DeploymentSettings(bool SimpleResponses, int? ResultTtlInSeconds)
{
    private const string SimpleResponsesVariable = "AUTHZ_SIMPLE_RESPONSES";
    private const string ResultTtlVariable = "AUTHZ_RESULT_TTL";

    /// <exception cref="FormatException">Variables are not understood; the message names each.</exception>
    public static DeploymentSettings Read(Func<string, string?> environment)
    {
        List<string> problems = [];
        bool simpleResponses = false;
        if (environment(SimpleResponsesVariable) is { Length: > 0 } simple && !bool.TryParse(simple, out simpleResponses))
        {
            problems.Add($"{SimpleResponsesVariable} is '{simple}': set it to true or false.");
        }

        int? ttl = null;
        if (environment(ResultTtlVariable) is { Length: > 0 } seconds)
        {
            bool isRead = int.TryParse(seconds, NumberStyles.None, CultureInfo.InvariantCulture, out int read) && read <= 3600;
            ttl = isRead ? read : null;
            if (!isRead)
            {
                problems.Add($"{ResultTtlVariable} is '{seconds}': set it to the authorizer's result TTL, 0 to 3600 seconds.");
            }
        }

        return problems.Count == 0 ? new(simpleResponses, ttl) : throw new FormatException(string.Join(Environment.NewLine, problems));
    }

    public LambdaAuthorizerOptions ToOptions(KeySnapshotStore snapshot)
    {
        LambdaAuthorizerOptions options = new() { SimpleResponses = SimpleResponses, ResultTtlInSeconds = ResultTtlInSeconds };
        return options with { Engine = options.Engine with { KeySnapshot = snapshot } };
    }
}
