using System.Collections.Immutable;
using Authz.AspNetCore.Refusals;
using Authz.Server.Gateway;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;

namespace Authz.Server.Decide.ForwardAuth;

/// <summary>Answers a proxy: 200 with the upstream's headers, or what the client gets.</summary>
internal static class ForwardAuthDecisionWriter
{
    // A verdict is about one request.
    private static readonly StringValues s_noStore = "no-store";

    /// <summary>Answers that a request is allowed, with the headers that go upstream.</summary>
    public static void WriteAllowed(HttpContext context, ImmutableArray<UpstreamHeader> upstream, bool removesNamedHeaders)
    {
        IHeaderDictionary headers = ((IHttpResponseFeature)context.Features[typeof(IHttpResponseFeature)]!).Headers;
        headers.ContentLength = 0;
        headers.CacheControl = s_noStore;
        List<string>? removed = null;
        foreach (UpstreamHeader header in upstream)
        {
            if (header.Value is { } value)
            {
                headers[header.Name] = value;
            }
            else if (removesNamedHeaders)
            {
                (removed ??= []).Add(header.Name);
            }
        }

        if (removed is not null)
        {
            headers[EnvoyRequestMapping.HeadersToRemove] = string.Join(',', removed);
        }
    }

    /// <summary>Answers as the client is to be answered.</summary>
    public static Task WriteRefusedAsync(HttpContext context, RefusalResponse refusal, CompatibilityProfile profile)
    {
        context.Response.Headers.CacheControl = s_noStore;
        return GatewayDecisionWriter.WriteAsync(context, refusal, profile);
    }
}
