namespace Authz.Testing.Conformance;

/// <summary>Makes cases whose request must be refused.</summary>
internal static class Refused
{
    public static ConformanceCase Unauthorized(
        string name, RefusalReason reason, string description,
        Func<ConformanceIssuers, IReadOnlyList<KeyValuePair<string, string>>> headers) => new()
        {
            Name = name,
            CreateHeaders = headers,
            Reason = reason,
            Status = 401,
            Challenge = $"Bearer error=\"{(reason == RefusalReason.CredentialsAmbiguous ? "invalid_request" : "invalid_token")}\", " +
                $"error_description=\"{description}\"",
        };

    /// <summary>A token of the main issuer, changed and signed.</summary>
    public static ConformanceCase Token(
        string name, RefusalReason reason, string description, Func<TestToken, FakeIssuer, TestToken> change) =>
        Unauthorized(name, reason, description, CaseHeaders.Bearer(issuers =>
            change(issuers.Main.Token(ConformanceApi.Audience), issuers.Main).Sign(issuers.Main.CurrentKey)));

    public static ConformanceCase WithoutCredential(
        string name, Func<ConformanceIssuers, IReadOnlyList<KeyValuePair<string, string>>> headers) => new()
        {
            Name = name,
            CreateHeaders = headers,
            Reason = RefusalReason.TokenMissing,
            Status = 401,
            Challenge = "Bearer",
        };

    public static ConformanceCase Forbidden(string name, string method, string target, string? scope, string sufficient) => new()
    {
        Name = name,
        Method = method,
        Target = target,
        CreateHeaders = CaseHeaders.Bearer(scope),
        Reason = RefusalReason.ScopeMissing,
        Status = 403,
        Challenge = $"Bearer error=\"insufficient_scope\", error_description=\"the token lacks a required scope\", scope=\"{sufficient}\"",
    };

    /// <summary>A request with a token that would do, refused for its method or target.</summary>
    public static ConformanceCase Request(string name, string method, string target, RefusalReason reason) => new()
    {
        Name = name,
        Method = method,
        Target = target,
        CreateHeaders = CaseHeaders.Bearer("admin pets:read pets:mine"),
        Reason = reason,
        Status = reason == RefusalReason.RouteNotFound ? 404 : 400,
    };
}
