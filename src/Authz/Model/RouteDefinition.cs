namespace Authz;

/// <summary>A route's requirements and its integration.</summary>
public sealed record RouteDefinition
{
    /// <summary>The default of <see cref="MaximumToolBody"/>.</summary>
    public const int DefaultMaximumToolBody = 1_048_576;

    /// <summary>The name of the route's authorizer; null if and only if <see cref="IsOpen"/> or <see cref="RequiresIam"/> is set.</summary>
    public string? Authorizer { get; init; }

    /// <summary>Whether the route has <c>authorizationType: NONE</c>: anyone may call it, and tokens are ignored.</summary>
    public bool IsOpen { get; init; }

    /// <summary>
    /// Whether a request without any token is refused. If not, such a request passes, while one with a bad token, an empty one or
    /// another scheme is still refused. The route then asks for no scopes: whoever leaves the token out would escape them.
    /// </summary>
    /// <value>The default is true.</value>
    public bool TokenRequired { get; init; } = true;

    /// <summary>
    /// Whether the route has <c>authorizationType: AWS_IAM</c>: on AWS it asks for a request that is signed for IAM. Authz checks no such
    /// signature, so it refuses every request: <see cref="RefusalReason.Undecided"/>, <see cref="AuthorizationOutcome.Forbidden"/>.
    /// </summary>
    public bool RequiresIam { get; init; }

    /// <summary>
    /// Whether anyone may call the route: it is open, or asks for no token. Who is refused for a bad token can leave it out.
    /// </summary>
    public bool AllowsAnonymous => IsOpen || (!TokenRequired && Authorizer is not null);

    /// <summary>Scopes of which the token must have at least one; empty for no such demand. For routes of JWT authorizers only.</summary>
    public IReadOnlyList<string> AuthorizationScopes { get; init; } = [];

    /// <summary>Scopes of which the token must have every one; empty for no such demand.</summary>
    public IReadOnlyList<string> AllScopes { get; init; } = [];

    /// <summary>
    /// What must hold of token and request besides, as blocks in the grammar of IAM policies: one of the blocks must hold. See
    /// docs/conditions.md.
    /// </summary>
    /// <value>The default is null: no condition. An empty list is a problem.</value>
    public IReadOnlyList<ConditionBlock>? Condition { get; init; }

    /// <summary>How well and how recently the user must have been authenticated (RFC 9470).</summary>
    /// <value>The default is null: no such demand.</value>
    public StepUpDefinition? StepUp { get; init; }

    /// <summary>
    /// The tools of a server of the Model Context Protocol behind the route, by exact name; <see cref="ToolDefinition.OtherTools"/> is for
    /// tools without an entry, and without it they are refused. A POST of the route must then be JSON-RPC that can be read in one way only.
    /// </summary>
    /// <value>The default is null: bodies are not looked at. An empty dictionary is a problem.</value>
    public IReadOnlyDictionary<string, ToolDefinition>? Tools { get; init; }

    /// <summary>The largest body of a request to a route with <see cref="Tools"/>, in bytes: 1,024 to 10,485,760.</summary>
    /// <value>The default is null: <see cref="DefaultMaximumToolBody"/>.</value>
    public int? MaximumToolBody { get; init; }

    /// <summary>Whether a request may carry <c>%2F</c> inside a path segment. The segment stays one segment.</summary>
    /// <value>The default is false: such a target is refused as ambiguous.</value>
    public bool AllowEncodedSlash { get; init; }

    /// <summary>The integration that answers the request behind the gateway; null for the gateway's default target.</summary>
    public IntegrationDefinition? Integration { get; init; }
}
