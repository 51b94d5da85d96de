using Authz.Server.Exchanges;

namespace Authz.Server.Gateway.AccessLogs;

/// <summary>The service's value of <c>$context.authorizer.error</c> for a refusal: the challenge's error and description.</summary>
internal static class AuthorizerError
{
    private const string ErrorMark = "error=\"";
    private const string DescriptionMark = "error_description=\"";

    /// <summary>The error; null if the authorizer allowed the request, or there is no authorizer.</summary>
    public static string? Of(DecidedExchange exchange)
    {
        if (exchange.Verdict is { } verdict)
        {
            return verdict.Error;
        }

        if (exchange.Decision.Reason == RefusalReason.TokenMissing)
        {
            return "missing: token not provided";
        }

        return exchange.Decision.Challenge is { } challenge && Quoted(challenge, ErrorMark) is { } error
            ? $"{error}: {Quoted(challenge, DescriptionMark)}"
            : null;
    }

    // Challenges are our own; nothing in them is escaped.
    private static string? Quoted(string challenge, string mark)
    {
        int start = challenge.IndexOf(mark, StringComparison.Ordinal);
        return start < 0 ? null : challenge[(start + mark.Length)..].Split('"')[0];
    }
}
