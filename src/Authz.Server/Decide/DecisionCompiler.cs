using Authz.Conditions;
using Authz.Definitions.Parameters;
using Authz.FoldedNames;
using Authz.Server.Gateway;
using Authz.Server.Gateway.Mapping;
using Authz.Server.Gateway.Stages;

namespace Authz.Server.Decide;

/// <summary>Compiles the routes of a definition whose requests other proxies forward. What those cannot carry out is refused here.</summary>
internal sealed class DecisionCompiler : StageCompiler
{
    // Of an answer, these say something to the proxy itself.
    private static readonly string[] s_ofAnswers =
    [
        "Age", "Cache-Control", "Connection", "Content-Encoding", "Content-Length", "Content-Type", "Date", "DPoP-Nonce", "ETag", "Expires", "Keep-Alive",
        "Last-Modified", "Location", "Proxy-Authenticate", "Retry-After", "Server", "Set-Cookie", "Trailer", "Transfer-Encoding", "Upgrade",
        "Vary", "WWW-Authenticate", "X-Envoy-Auth-Headers-To-Remove",
        "X-Accel-Buffering", "X-Accel-Charset", "X-Accel-Expires", "X-Accel-Limit-Rate", "X-Accel-Redirect",
    ];

    // Of a request, these are each connection's own, or go with the body: a question has the proxy's, or none.
    private static readonly string[] s_notPassedOn =
    [
        "Connection", "Content-Length", "Expect", "Keep-Alive", "Proxy-Authenticate", "Proxy-Authorization", "Proxy-Connection", "TE", "Trailer",
        "Transfer-Encoding", "Upgrade",
    ];

    private readonly bool _overHttp;
    private readonly MappedHeaders _headers;

    private DecisionCompiler(ApiDefinition definition, StageCompilerOptions options, bool overHttp)
        : base(definition, options)
    {
        _overHttp = overHttp;
        _headers = MappedHeaders.Of(definition);
    }

    /// <summary>The stages of a valid definition; all parts that cannot be decided for a proxy are reported at once.</summary>
    /// <param name="definition">The definition.</param>
    /// <param name="options">What definitions leave to the server.</param>
    /// <param name="overHttp">Whether a proxy asks over HTTP: without bodies, and with headers as those of an answer.</param>
    /// <param name="problems">What is refused.</param>
    public static GatewayStages Compile(
        ApiDefinition definition, StageCompilerOptions options, bool overHttp, out IReadOnlyList<string> problems) =>
        new DecisionCompiler(definition, options, overHttp).Compile(out problems);

    protected override Func<RouteKey, RouteDefinition, GatewayRoute?> CompileRoutes(StageDefinition stage) => CompileRoute;

    private GatewayRoute CompileRoute(RouteKey key, RouteDefinition route)
    {
        if (route.Authorizer is { } authorizer && Definition.LambdaAuthorizers.ContainsKey(authorizer))
        {
            Problems.Add($"{key}: a Lambda authorizer decides, which no proxy waits for here; use a JWT authorizer, or serve.");
        }

        if (route.Tools is not null && _overHttp)
        {
            Problems.Add($"{key}: tools are told by the body, which proxies do not send over HTTP; use --ext-authz alone, or serve.");
        }

        if (route.Integration?.ResponseParameters.Count > 0)
        {
            Problems.Add($"{key}: responseParameters change an answer that only the proxy sees; let the proxy change it.");
        }

        foreach (string name in HeadersReadBy(route).Where(IsNotPassedOn).Distinct(StringComparer.OrdinalIgnoreCase))
        {
            Problems.Add($"{key}: the header '{name}' is read, of which a proxy does not pass on the client's own; use another, or serve.");
        }

        ParameterMapping? mapping = route.Integration is { } integration
            ? ParameterMapping.Compile(integration.RequestParameters, MappingDirection.Request)
            : null;
        foreach (ParameterMapping.Entry entry in mapping?.Entries ?? [])
        {
            if (FindProblem(entry) is { } problem)
            {
                Problems.Add($"{key}: {problem}");
            }
        }

        return new GatewayRoute(new ProxiedIntegration(_headers) { Mapping = mapping });
    }

    private string? FindProblem(ParameterMapping.Entry entry)
    {
        string name = entry.Key.Name;
        if (entry.Key.Target != MappingTarget.Header)
        {
            string target = entry.Key.Target == MappingTarget.Path ? "the path" : $"the query parameter '{name}'";
            return $"requestParameters map {target}; a proxy can be told headers only.";
        }

        if (entry.ReadsBody)
        {
            return $"the mapping of the header '{name}' reads the body, which proxies do not send here.";
        }

        if (_headers.Names.Any(other => IsTwin(other, name)))
        {
            return $"two spellings of the header '{name}' are mapped; a backend may take one for the other.";
        }

        return _overHttp && s_ofAnswers.Any(own => HeaderSpelling.AreSame(own, name))
            ? $"the header '{name}' cannot be told in an answer, where it means something to the proxy; use --ext-authz, or another name."
            : null;
    }

    // Of what ends at a connection, Envoy's question over gRPC has the body's length.
    private bool IsNotPassedOn(string name) => s_notPassedOn.Any(own => HeaderSpelling.AreSame(own, name))
        && (_overHttp || !HeaderSpelling.AreSame(name, "Content-Length"));

    private IEnumerable<string> HeadersReadBy(RouteDefinition route)
    {
        AuthorizerDefinition? authorizer = route.Authorizer is { } name ? Definition.Authorizers.GetValueOrDefault(name) : null;
        IdentitySource? source = authorizer is null ? null : IdentitySource.Parse(authorizer.IdentitySource);
        return ConditionKeys.Of(route).Where(key => key.Kind == ConditionKeyKind.Header).Select(key => key.Name)
            .Concat(source is { Kind: IdentitySourceKind.Header } header ? [header.Name] : [])
            .Concat(MappedHeaders.ReadBy(route));
    }

    private static bool IsTwin(string other, string name) =>
        !other.Equals(name, StringComparison.OrdinalIgnoreCase) && HeaderSpelling.AreSame(other, name);
}
