using System.Text.Json.Nodes;

namespace Authz.Testing.Conformance;

/// <summary>Cases about scopes.</summary>
internal static class ScopeCases
{
    public static IEnumerable<ConformanceCase> All =>
    [
        Allowed("scope/first-of-several", "POST", "/pets", token => token.With("scope", "other pets:write")),
        Allowed("scope/second-of-several", "POST", "/pets", token => token.With("scope", "pets:admin")),
        Allowed("scope/in-scp", "POST", "/pets", token => token.With("scp", "pets:write")),
        Allowed("scope/in-a-list", "POST", "/pets", token => token.With("scp", new JsonArray("other", "pets:write"))),
        Allowed("scope/all", "DELETE", "/pets/1", token => token.With("scope", "pets:admin pets:write")),
        Allowed("scope/none-asked-for", "GET", "/pets", token => token),
        Refused.Forbidden("scope/none", "POST", "/pets", null, "pets:write"),
        Refused.Forbidden("scope/other", "POST", "/pets", "pets:read", "pets:write"),
        Refused.Forbidden("scope/in-another-case", "POST", "/pets", "Pets:write", "pets:write"),
        Refused.Forbidden("scope/part-of-one", "POST", "/pets", "pets", "pets:write"),
        Refused.Forbidden("scope/one-of-all", "DELETE", "/pets/1", "pets:write", "pets:write pets:admin"),
        Refused.Forbidden("scope/of-a-literal-beside-a-variable", "GET", "/pets/mine", "pets:read", "pets:mine"),
    ];

    private static ConformanceCase Allowed(string name, string method, string target, Func<TestToken, TestToken> change) => new()
    {
        Name = name,
        Method = method,
        Target = target,
        CreateHeaders = CaseHeaders.Bearer(issuers => change(issuers.Main.Token(ConformanceApi.Audience)).Sign(issuers.Main.CurrentKey)),
    };
}
