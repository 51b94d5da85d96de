namespace Authz.Server.Decide.ForwardAuth;

/// <summary>
/// Traefik asks by <c>forwardAuth</c> (https://doc.traefik.io/traefik/middlewares/http/forwardauth/). The last of <c>X-Forwarded-For</c> is
/// the other end of its connection; what stands before that, it was told.
/// </summary>
internal sealed class TraefikRequestMapping : ForwardAuthRequestMapping
{
    public const string Method = "X-Forwarded-Method";
    public const string Target = "X-Forwarded-Uri";
    public const string Host = "X-Forwarded-Host";
    public const string ClientAddress = "X-Forwarded-For";

    public override bool TryRead(HttpContext context, out OriginalRequest original)
    {
        IHeaderDictionary headers = context.Request.Headers;
        if (TryReadOne(headers, Method, out string? method)
            && TryReadOne(headers, Target, out string? target)
            && TryReadOne(headers, ClientAddress, out string? clients))
        {
            TryReadOne(headers, Host, out string? host);
            string client = clients[(clients.LastIndexOf(',') + 1)..].Trim();
            original = Create(context, method, target, host ?? string.Empty, client);
            return true;
        }

        original = default;
        return false;
    }
}
