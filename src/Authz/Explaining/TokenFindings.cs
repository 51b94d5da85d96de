using System.Globalization;
using System.Text;
using Authz.Tokens;

namespace Authz.Explaining;

/// <summary>What the checks of a token before its signature found.</summary>
internal static class TokenFindings
{
    private static readonly string[] s_times = ["exp", "nbf", "iat"];

    public static CheckFinding Issuer(ExplainedRequest explained)
    {
        string[] accepted = [.. explained.Authorizer.JwtConfiguration.Select(entry => entry.Issuer)];
        string found = explained.Payload.Describe("iss");
        bool isNear = explained.Reason == RefusalReason.IssuerMismatch
            && explained.Payload.TryGet("iss", out string? raw)
            && accepted.Any(issuer => Bare(issuer).Equals(Bare(raw), StringComparison.OrdinalIgnoreCase));
        return new(
            $"iss exactly {(accepted.Length > 1 ? "one of " : "")}{ValueText.List(accepted)}",
            isNear ? $"{found}, which differs only in case or final slash" : found);
    }

    public static CheckFinding Algorithm(ExplainedRequest explained) => new(
        $"alg one of {ValueText.List(explained.Issuer.Algorithms.Names())}",
        $"{explained.Header.Describe("alg")}{(IsLacking(explained) ? ", which this platform's cryptography does not support" : "")}");

    public static CheckFinding TokenType(ExplainedRequest explained)
    {
        string required = Encoding.UTF8.GetString(explained.Issuer.RequiredType);
        return new(required.Length == 0 ? "any typ" : $"typ {ValueText.Quote(required)}", explained.Header.Describe("typ"));
    }

    public static CheckFinding Lifetime(ExplainedRequest explained)
    {
        long now = explained.Trace.Now;
        long skew = explained.Issuer.ClockSkew;
        string clock = DateTimeOffset.FromUnixTimeSeconds(now).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        return new(
            string.Create(
                CultureInfo.InvariantCulture, $"exp to come, nbf and iat passed, nbf not after exp, at {clock} give or take {skew} s"),
            string.Join(", ", s_times.Select(name => DescribeTime(explained.Payload, name, now))));
    }

    private static bool IsLacking(ExplainedRequest explained)
    {
        explained.Header.TryGet("alg", out string? raw);
        AlgorithmSet named = AlgorithmSets.Of(JwsAlgorithmNames.Parse(raw?.Trim('"') ?? ""));
        return named.OnThisPlatform() != named;
    }

    private static string DescribeTime(JsonMembers payload, string name, long now) =>
        payload.TryGet(name, out string? raw) && NumericDate.TryRead(Encoding.UTF8.GetBytes(raw), out long seconds, out _)
            ? $"{name} {ValueText.Time(seconds, now)}"
            : payload.Describe(name);

    private static string Bare(string issuer) => issuer.Trim('"').TrimEnd('/');
}
