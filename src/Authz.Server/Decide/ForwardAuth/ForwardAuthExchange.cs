using Authz.Server.Gateway;
using Microsoft.Extensions.Primitives;

namespace Authz.Server.Decide.ForwardAuth;

/// <summary>A request that a proxy asks about over HTTP: the client's headers are those of the question.</summary>
/// <param name="context">The question.</param>
/// <param name="api">The version of the API that decides.</param>
/// <param name="timeProvider">The clock.</param>
/// <param name="original">The request.</param>
/// <param name="isToldWhatToRemove">Whether the answer names the client's headers to remove; else the proxy's configuration does.</param>
internal sealed class ForwardAuthExchange(
    HttpContext context, GatewayApi api, TimeProvider timeProvider, in OriginalRequest original, bool isToldWhatToRemove)
    : ProxiedExchange(context, api, timeProvider, original)
{
    public override IEnumerable<string> HeaderNames => Context.Request.Headers.Keys;

    // A proxy can be told names only. What a backend may take for a mapped header under another name cannot be taken away; and where a
    // header comes that the proxy removes before it asks, its configuration is not the one of this definition.
    public override bool HasUnremovableHeader
    {
        get
        {
            MappedHeaders mapped = ((ProxiedIntegration)Route.Integration).Headers;
            return !mapped.IsEmpty && HeaderNames.Any(name => mapped.IsOtherSpelling(name) || (!isToldWhatToRemove && mapped.IsWithheld(name)));
        }
    }

    public override StringValues FindHeader(string name) => Context.Request.Headers[name];
}
