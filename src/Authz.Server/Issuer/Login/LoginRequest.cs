using System.Globalization;

namespace Authz.Server.Issuer.Login;

/// <summary>An authentication request (RFC 6749 section 4.1.1, OpenID Connect Core 1.0 section 3.1.2.1) that is in order.</summary>
internal sealed record LoginRequest
{
    /// <summary>The only <c>response_type</c>: there is no implicit grant (RFC 9700 section 2.1.2).</summary>
    public const string ResponseType = "code";

    /// <summary>The scope that asks for an ID token.</summary>
    public const string OpenId = "openid";

    private LoginRequest(string challenge) => Challenge = challenge;

    public string Challenge { get; }

    public IReadOnlyList<string> Scopes { get; private init; } = [];

    public IReadOnlyList<string> Audience { get; private init; } = [];

    public string? Nonce { get; private init; }

    /// <summary>Who shall sign in.</summary>
    public string? LoginHint { get; private init; }

    /// <summary>Whether no page may be shown.</summary>
    public bool IsSilent { get; private init; }

    /// <summary>How long ago the sign-in may be.</summary>
    public TimeSpan? MaximumAge { get; private init; }

    /// <summary>The class of authentication that is asked for first, and given.</summary>
    public string? Acr { get; private init; }

    /// <summary>The thumbprint of the key that shall get the token (RFC 9449 section 10).</summary>
    public string? ProofKey { get; private init; }

    /// <returns>The request; null with the problem that the client is told of.</returns>
    public static LoginRequest? Read(LoginParameters parameters, out LoginProblem? problem)
    {
        string[] scopes = Split(parameters.Find("scope"));
        string[] prompts = Split(parameters.Find("prompt"));
        string? maximumAge = parameters.Find("max_age");
        bool isDated = int.TryParse(maximumAge, NumberStyles.None, CultureInfo.InvariantCulture, out int seconds);
        string challenge = parameters.Find("code_challenge") ?? "";
        problem = FindProblem(parameters) ?? FindChallengeProblem(parameters, challenge) ?? 0 switch
        {
            _ when !scopes.All(IsScope) => new("invalid_scope", "a scope has a character that RFC 6749 section 3.3 does not allow."),
            _ when prompts.Length > 1 && prompts.Contains("none") => new("invalid_request", "prompt=none stands alone."),
            _ when maximumAge is not null && !isDated => new("invalid_request", "max_age is not a number of seconds."),
            _ => null,
        };
        return problem is not null ? null : new LoginRequest(challenge)
        {
            Scopes = [.. scopes.Distinct(StringComparer.Ordinal)],
            Audience = [.. parameters.List("audience").Concat(parameters.List("resource")).Distinct(StringComparer.Ordinal)],
            Nonce = parameters.Find("nonce"),
            LoginHint = parameters.Find("login_hint"),
            IsSilent = prompts is ["none"],
            MaximumAge = isDated ? TimeSpan.FromSeconds(seconds) : null,
            Acr = Split(parameters.Find("acr_values")).FirstOrDefault(),
            ProofKey = parameters.Find("dpop_jkt"),
        };
    }

    private static LoginProblem? FindProblem(LoginParameters parameters) => parameters switch
    {
        _ when parameters.AreRepeated => new("invalid_request", "a parameter occurs twice."),
        _ when parameters.Find("request") is not null => new("request_not_supported", "request objects are not supported."),
        _ when parameters.Find("request_uri") is not null => new("request_uri_not_supported", "request objects are not supported."),
        _ when parameters.Find("response_type") is null => new("invalid_request", "response_type is missing; send response_type=code."),
        _ when parameters.Find("response_type") != ResponseType => new("unsupported_response_type", "response_type must be code."),
        _ when parameters.Find("response_mode") is { } mode && !RedirectTarget.Modes.Contains(mode) =>
            new("invalid_request", $"response_mode must be one of {string.Join(", ", RedirectTarget.Modes)}."),
        _ => null,
    };

    // RFC 7636 section 4.4.1.
    private static LoginProblem? FindChallengeProblem(LoginParameters parameters, string challenge) => parameters switch
    {
        _ when challenge.Length == 0 => new("invalid_request", "code challenge required: send code_challenge by S256 (RFC 7636)."),
        _ when parameters.Find("code_challenge_method") != CodeChallenge.Method =>
            new("invalid_request", "transform algorithm not supported: code_challenge_method must be S256."),
        _ when !CodeChallenge.IsWellFormed(challenge) => new("invalid_request", "code_challenge is not a SHA-256 in base64url."),
        _ => null,
    };

    private static string[] Split(string? list) => list?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [];

    private static bool IsScope(string scope) => scope.All(character => character is > ' ' and <= '~' and not '"' and not '\\');
}
