namespace Authz.Testing.Conformance;

/// <summary>The headers of cases.</summary>
internal static class CaseHeaders
{
    public static readonly Func<ConformanceIssuers, IReadOnlyList<KeyValuePair<string, string>>> None = _ => [];

    /// <summary>An ordinary token in the header <c>Authorization</c>.</summary>
    public static Func<ConformanceIssuers, IReadOnlyList<KeyValuePair<string, string>>> Bearer(string? scope = null) =>
        Bearer(issuers => issuers.Main.Mint(ConformanceApi.Audience, scope));

    public static Func<ConformanceIssuers, IReadOnlyList<KeyValuePair<string, string>>> Bearer(Func<ConformanceIssuers, string> token) =>
        Authorization(issuers => "Bearer " + token(issuers));

    public static Func<ConformanceIssuers, IReadOnlyList<KeyValuePair<string, string>>> Authorization(
        params Func<ConformanceIssuers, string>[] values) =>
        issuers => [.. values.Select(value => KeyValuePair.Create("Authorization", value(issuers)))];
}
