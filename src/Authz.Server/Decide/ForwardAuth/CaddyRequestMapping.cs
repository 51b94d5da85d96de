namespace Authz.Server.Decide.ForwardAuth;

/// <summary>
/// Caddy asks as its <c>forward_auth</c> does (https://caddyserver.com/docs/caddyfile/directives/forward_auth), and tells the other end of
/// the connection besides, because <c>X-Forwarded-For</c> may begin with the client's own words.
/// </summary>
internal sealed class CaddyRequestMapping : ForwardAuthRequestMapping
{
    public const string Method = "X-Forwarded-Method";
    public const string Target = "X-Forwarded-Uri";
    public const string Host = "X-Forwarded-Host";
    public const string ClientAddress = "X-Real-IP";

    public override bool TryRead(HttpContext context, out OriginalRequest original) =>
        TryRead(context, (Method, Target, Host, ClientAddress), out original);
}
