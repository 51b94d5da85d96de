namespace Authz.FoldedNames;

/// <summary>
/// Headers by which a proxy tells a backend who the client is, what it asked for, or how it was authenticated. A client that sends one
/// poses as the proxy. The table of docs/gateway.md is held equal to this one.
/// </summary>
internal static class ProxyHeaders
{
    /// <summary>The beginnings of their names.</summary>
    public static readonly IReadOnlyList<string> Families =
    [
        "X-Forwarded-", "X-Original-", "X-Rewrite-", "X-Real-", "X-Envoy-Original-", "X-SSL-", "SSL-Client-", "X-Client-Cert", "X-Remote-",
        "Remote-", "X-Amzn-Oidc-", "X-Amzn-Mtls-", "X-Amzn-Lattice-", "X-Apigateway-", "X-Ms-Client-Principal", "X-Ms-Token-",
        "X-Goog-IAP-", "X-Goog-Authenticated-User-", "Apigw-",
    ];

    /// <summary>Single names.</summary>
    public static readonly IReadOnlyList<string> Names =
    [
        "Forwarded", "Forwarded-For", "X-Forwarded", "X-Client-IP", "Client-IP", "True-Client-IP", "X-Cluster-Client-IP", "Client-Cert",
        "Client-Cert-Chain", "X-ARR-ClientCert", "Proxy", "X-Scheme", "Front-End-Https", "X-Host", "X-Http-Host-Override", "X-Http-Method",
        "X-Http-Method-Override", "X-Method-Override", "X-Http-Path-Override", "X-Override-URL", "X-Middleware-Subrequest",
        "X-Amzn-Request-Context", "X-Amzn-Lambda-Context",
    ];

    private static readonly SpelledNames s_families = new(Families);
    private static readonly SpelledNames s_names = new(Names);

    /// <summary>Whether only a proxy may send the header, in this spelling or in one that a backend may take for it.</summary>
    public static bool Contains(string name) => s_families.Begin(name) || s_names.Find(name) is not null;
}
