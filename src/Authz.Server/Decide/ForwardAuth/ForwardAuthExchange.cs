using Authz.Server.Gateway;
using Microsoft.Extensions.Primitives;

namespace Authz.Server.Decide.ForwardAuth;

/// <summary>A request that a proxy asks about over HTTP: the client's headers are those of the question.</summary>
internal sealed class ForwardAuthExchange(HttpContext context, GatewayApi api, TimeProvider timeProvider, in OriginalRequest original)
    : ProxiedExchange(context, api, timeProvider, original)
{
    public override IEnumerable<string> HeaderNames => Context.Request.Headers.Keys;

    public override StringValues FindHeader(string name) => Context.Request.Headers[name];
}
