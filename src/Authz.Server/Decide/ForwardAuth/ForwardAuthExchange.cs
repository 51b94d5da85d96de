using Authz.Server.Gateway;
using Microsoft.Extensions.Primitives;

namespace Authz.Server.Decide.ForwardAuth;

/// <summary>A request that a proxy asks about over HTTP: the client's headers are those of the question.</summary>
internal sealed class ForwardAuthExchange(HttpContext context, GatewayApi api, TimeProvider timeProvider, in OriginalRequest original)
    : ProxiedExchange(context, api, timeProvider, original)
{
    public override IEnumerable<string> HeaderNames => Context.Request.Headers.Keys;

    // A proxy can be told names only. What a backend may take for a mapped header under another name cannot be taken away.
    public override bool HasOtherSpelling
    {
        get
        {
            MappedHeaders mapped = ((ProxiedIntegration)Route.Integration).Headers;
            return !mapped.IsEmpty && HeaderNames.Any(mapped.IsOtherSpelling);
        }
    }

    public override StringValues FindHeader(string name) => Context.Request.Headers[name];
}
