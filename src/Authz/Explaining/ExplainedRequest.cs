using Authz.Decisions;
using Authz.Verification;

namespace Authz.Explaining;

/// <summary>A decided request with all that its explanation draws on.</summary>
internal sealed class ExplainedRequest(
    CompiledApi api, AuthorizationRequest request, AuthorizationDecision decision, DecisionTrace trace, RequestedTools tools)
{
    public CompiledApi Api => api;

    public AuthorizationRequest Request => request;

    public AuthorizationDecision Decision => decision;

    public RefusalReason? Reason => decision.Reason;

    public DecisionTrace Trace => trace;

    /// <summary>What the request calls, if it was asked for.</summary>
    public RequestedTools Tools => tools;

    public ApiDefinition Definition => api.Definition;

    /// <summary>The matched route; null if no route matched.</summary>
    public CompiledRoute? Route => decision.CompiledRoute;

    /// <summary>The matched route's authorizer.</summary>
    public AuthorizerDefinition Authorizer => Route!.Route.Authorizer!;

    /// <summary>The issuer that the token named, found in the authorizer.</summary>
    public CompiledIssuer Issuer => trace.Issuer!;

    public ExplainedToken? Token { get; } = trace.Token is { } text ? ExplainedToken.Read(text) : null;

    public JsonMembers Header => Token!.Header;

    public JsonMembers Payload => Token!.Payload;

    /// <summary>The target without its query, which may hold a token.</summary>
    public string Path => (request.Target ?? "").Split('?')[0];
}
