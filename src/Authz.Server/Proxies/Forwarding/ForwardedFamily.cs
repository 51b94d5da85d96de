namespace Authz.Server.Proxies.Forwarding;

/// <summary>The headers in which proxies say whom a request came from. One family is read, the other is removed on arrival.</summary>
internal enum ForwardedFamily
{
    /// <summary><c>X-Forwarded-For</c>, <c>X-Forwarded-Proto</c> and <c>X-Forwarded-Host</c>.</summary>
    XForwarded,

    /// <summary><c>Forwarded</c> (RFC 7239).</summary>
    Forwarded,
}
