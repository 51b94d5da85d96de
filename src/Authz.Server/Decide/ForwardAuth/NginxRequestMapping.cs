namespace Authz.Server.Decide.ForwardAuth;

/// <summary>
/// nginx asks by <c>auth_request</c> (https://nginx.org/en/docs/http/ngx_http_auth_request_module.html): what the request was stands in the
/// headers that its configuration sets.
/// </summary>
internal sealed class NginxRequestMapping : ForwardAuthRequestMapping
{
    public const string Method = "X-Original-Method";
    public const string Target = "X-Original-URI";
    public const string Host = "X-Original-Host";
    public const string ClientAddress = "X-Real-IP";

    public override bool KnowsTwoRefusalsOnly => true;

    public override bool TryRead(HttpContext context, out OriginalRequest original) =>
        TryRead(context, (Method, Target, Host, ClientAddress), out original);
}
