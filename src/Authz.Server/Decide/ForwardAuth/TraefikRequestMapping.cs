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

    public override bool TryRead(HttpContext context, out OriginalRequest original) =>
        TryRead(context, (Method, Target, Host, ClientAddress), out original);

    protected override string AddressIn(string header) => header[(header.LastIndexOf(',') + 1)..].Trim();
}
