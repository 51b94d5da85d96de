namespace Authz.Testing.Conformance;

/// <summary>Cases about the place of a request's token.</summary>
internal static class CredentialCases
{
    private const string SeveralTokens = "the request carries more than one token";

    public static IEnumerable<ConformanceCase> All =>
    [
        new()
        {
            Name = "credential/lower-case-scheme",
            CreateHeaders = CaseHeaders.Authorization(issuers => "bearer " + issuers.Main.Mint(ConformanceApi.Audience)),
        },
        new()
        {
            Name = "credential/bare-token",
            CreateHeaders = CaseHeaders.Authorization(issuers => issuers.Main.Mint(ConformanceApi.Audience)),
        },
        new() { Name = "credential/open-route-with-a-bad-token", Target = "/health", CreateHeaders = CaseHeaders.Bearer(_ => "x") },
        new() { Name = "credential/open-route", Target = "/health", CreateHeaders = CaseHeaders.None },
        Refused.WithoutCredential("credential/none", CaseHeaders.None),
        Refused.WithoutCredential("credential/scheme-alone", CaseHeaders.Authorization(_ => "Bearer")),
        Refused.WithoutCredential("credential/other-scheme", CaseHeaders.Authorization(_ => "Basic dXNlcjpwYXNz")),
        Refused.WithoutCredential("credential/in-the-query-of-a-header-route", CaseHeaders.None) with { Target = "/pets?access_token=x" },
        Refused.Unauthorized("credential/two-headers", RefusalReason.CredentialsAmbiguous, SeveralTokens, CaseHeaders.Authorization(
            issuers => "Bearer " + issuers.Main.Mint(ConformanceApi.Audience),
            issuers => "Bearer " + issuers.Main.Mint(ConformanceApi.Audience))),
        Refused.Unauthorized("credential/two-in-one-header", RefusalReason.CredentialsAmbiguous, SeveralTokens, CaseHeaders.Authorization(
            issuers => $"Bearer {issuers.Main.Mint(ConformanceApi.Audience)}, Bearer {issuers.Main.Mint(ConformanceApi.Audience)}")),
        Refused.Unauthorized("credential/two-in-the-query", RefusalReason.CredentialsAmbiguous, SeveralTokens, CaseHeaders.None)
            with { Target = "/hub?access_token=a&access_token=b" },
        Refused.Unauthorized(
            "credential/bad-one-in-the-query", RefusalReason.TokenMalformed,
            "the token is not a signed JWT whose header names its key", CaseHeaders.None)
            with { Target = "/hub?access_token=x" },
    ];
}
