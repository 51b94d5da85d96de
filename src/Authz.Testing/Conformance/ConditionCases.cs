using System.Text.Json.Nodes;

namespace Authz.Testing.Conformance;

/// <summary>Cases about conditions and step-up.</summary>
internal static class ConditionCases
{
    private const string Orders = "/tenants/acme/orders";

    public static IEnumerable<ConformanceCase> All =>
    [
        Allowed("condition/tenant-of-the-path", Orders, token => With(token, "acme", "other", "order-read")),
        Unmet("condition/other-tenant", token => With(token, "acme-2", "admin")),
        Unmet("condition/tenant-in-another-case", token => With(token, "ACME", "admin")),
        Unmet("condition/no-tenant", token => With(token, "acme", "admin").Without("tenant")),
        Unmet("condition/list-of-tenants", token => With(token, "acme", "admin").With("tenant", new JsonArray("acme"))),
        Unmet("condition/no-group", token => With(token, "acme")),
        Unmet("condition/other-group", token => With(token, "acme", "orders", "Admin")),
        Allowed("step-up/level", "/account", token => token.With("acr", "phrh")),
        Insufficient("step-up/other-level", token => token.With("acr", "pwd")),
        Insufficient("step-up/no-level", token => token),
    ];

    private static TestToken With(TestToken token, string tenant, params string[] groups) => token
        .With("tenant", tenant)
        .With("access", new JsonObject { ["groups"] = new JsonArray([.. groups.Select(group => JsonValue.Create(group))]) });

    private static ConformanceCase Allowed(string name, string target, Func<TestToken, TestToken> change) => new()
    {
        Name = name,
        Target = target,
        CreateHeaders = Bearer(change),
    };

    private static ConformanceCase Unmet(string name, Func<TestToken, TestToken> change) => new()
    {
        Name = name,
        Target = Orders,
        CreateHeaders = Bearer(change),
        Reason = RefusalReason.ConditionUnmet,
        Status = 403,
    };

    private static ConformanceCase Insufficient(string name, Func<TestToken, TestToken> change) => new()
    {
        Name = name,
        Target = "/account",
        CreateHeaders = Bearer(change),
        Reason = RefusalReason.AuthenticationInsufficient,
        Status = 401,
        Challenge = "Bearer error=\"insufficient_user_authentication\", error_description=\"a different authentication level or a more " +
            "recent authentication is required\", acr_values=\"phr phrh\"",
    };

    private static Func<ConformanceIssuers, IReadOnlyList<KeyValuePair<string, string>>> Bearer(Func<TestToken, TestToken> change) =>
        CaseHeaders.Bearer(issuers => change(issuers.Main.Token(ConformanceApi.Audience)).Sign(issuers.Main.CurrentKey));
}
