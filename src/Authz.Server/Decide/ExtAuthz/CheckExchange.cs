using Authz.Server.Gateway;
using Microsoft.Extensions.Primitives;

namespace Authz.Server.Decide.ExtAuthz;

/// <summary>A request that Envoy asks about over gRPC.</summary>
internal sealed class CheckExchange(
    HttpContext context, GatewayApi api, TimeProvider timeProvider, in OriginalRequest original, CheckHeaders headers)
    : ProxiedExchange(context, api, timeProvider, original)
{
    public override IEnumerable<string> HeaderNames => headers.Names;

    public override StringValues FindHeader(string name) => headers.Find(name);
}
