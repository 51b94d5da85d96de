using Authz.Server.Gateway.Mapping;
using Authz.Server.Gateway.Requests;

namespace Authz.Server.Gateway.Backends;

/// <summary>Turns a client's request into the one that its backend gets.</summary>
internal static class BackendRequest
{
    /// <summary>Changes the request's headers and returns its address; null if there is none.</summary>
    public static async Task<Uri?> PrepareAsync(
        GatewayExchange exchange, HttpIntegration integration, ViaPseudonym pseudonym, CancellationToken cancellationToken)
    {
        HttpContext context = exchange.Context;
        IReadOnlyList<MappedParameter> parameters = [];
        if (integration.RequestMapping is { } mapping)
        {
            byte[] body = mapping.ReadsBody ? await BodyPrefix.PeekAsync(context.Request, cancellationToken) : [];
            parameters = mapping.Evaluate(new MappingVariables(exchange, body, responseHeaders: null));
        }

        IHeaderDictionary headers = context.Request.Headers;
        HeaderMapping.Apply(parameters, headers);
        headers["Forwarded"] = ForwardedHeader.Create(context);
        headers.Via = pseudonym.AppendTo(context.Request);

        string target = exchange.Request.Target;
        bool allowsEncodedSlash = exchange.Decision.Route!.Definition.AllowEncodedSlash;
        string fixedQuery = integration.Uri.FixedQuery;
        return TargetMapping.TryApply(parameters, target, fixedQuery, allowsEncodedSlash, out string? path, out string query)
            ? integration.Uri.Expand(target, exchange.Decision.PathParameters, path, query)
            : null;
    }
}
