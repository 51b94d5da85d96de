using Authz.Server.Gateway;
using Authz.Server.Gateway.LambdaAuthorizers;
using Authz.Server.Gateway.Stages;
using Microsoft.Extensions.Primitives;

namespace Authz.Server.Exchanges;

/// <summary>
/// One request that this program decides, as mappings, access logs and metrics read it: a gateway's own request, or one that a proxy asks
/// about.
/// </summary>
/// <param name="context">The HTTP request that this program was sent.</param>
/// <param name="api">The version of the API that decides.</param>
internal abstract class DecidedExchange(HttpContext context, GatewayApi api)
{
    private string? _requestId;
    private IReadOnlyDictionary<string, string>? _claims;
    private AuthorizationRequest _request;
    private AuthorizationDecision _decision;

    public HttpContext Context { get; } = context;

    /// <summary>The version of the API that this request belongs to, from beginning to end.</summary>
    public GatewayApi Api { get; } = api;

    /// <summary>When the request was received.</summary>
    public abstract DateTimeOffset ReceivedAt { get; }

    /// <summary>The request's stage; null if it matches none, and so no route.</summary>
    public GatewayStage? Stage { get; protected init; }

    /// <summary>The request as judged and forwarded, read in place: its target is the one within the stage.</summary>
    public ref readonly AuthorizationRequest Request => ref _request;

    /// <summary>Names the request in logs; made on first use.</summary>
    public string RequestId => _requestId ??= Gateway.Requests.RequestId.Create();

    /// <summary>The engine's verdict, read in place; refuses until it is made.</summary>
    public ref readonly AuthorizationDecision Decision => ref _decision;

    /// <summary>The nonce that an allowed client gets for its next proofs; null for none.</summary>
    public string? ProofNonce { get; private set; }

    /// <summary>The verdict of the route's Lambda authorizer; null before it decides, or if the engine decides.</summary>
    public LambdaVerdict? Verdict { get; set; }

    /// <summary>The verified token's claims as the service's strings, made on first use; null if there is no token.</summary>
    public IReadOnlyDictionary<string, string>? Claims => _claims ??= _decision.Token?.ToAwsClaims();

    /// <summary>The route that was found.</summary>
    public GatewayRoute Route => Stage!.Routes[_decision.Route!.Index];

    /// <summary>The request's exchange with its integration; null if another program has that.</summary>
    public virtual IntegrationRecord? Integration => null;

    /// <summary>The words of this program's own answer; null if it sent none.</summary>
    public string? ErrorMessage { get; protected set; }

    /// <summary>The address of the client; empty if it is not known.</summary>
    public abstract string SourceIp { get; }

    /// <summary>The host that the client asked for, without its port.</summary>
    public abstract string Host { get; }

    /// <summary>The status that the client gets.</summary>
    public abstract int StatusCode { get; }

    /// <summary>The length of the body that the client gets; null if it is not known.</summary>
    public abstract long? ResponseLength { get; }

    /// <summary>Keeps the request, before it is judged.</summary>
    protected void Keep(in AuthorizationRequest request) => _request = request;

    /// <summary>Keeps the engine's verdict.</summary>
    public void Decided(in AuthorizationDecision decision)
    {
        _decision = decision;
        ProofNonce = decision.IsAllowed ? decision.ProofNonce : null;
    }

    /// <summary>The values of a header of the client's, by its name in any case.</summary>
    public abstract StringValues FindHeader(string name);
}
