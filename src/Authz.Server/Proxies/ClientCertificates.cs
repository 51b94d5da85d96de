using System.Net;
using Authz.AspNetCore.Definitions;
using Microsoft.Extensions.Primitives;

namespace Authz.Server.Proxies;

/// <summary>
/// The certificate by which a client shows who it is: that of its connection, or the one that a trusted proxy says. What is not one
/// certificate for certain is an empty thumbprint, which no token is bound to.
/// </summary>
/// <param name="proxies">The proxies whose word is taken.</param>
/// <param name="header">The one header in which they say it; null for none.</param>
internal sealed class ClientCertificates(TrustedProxies proxies, ClientCertificateHeader? header)
{
    /// <summary>The connections' own certificates alone.</summary>
    public static readonly ClientCertificates OfConnections = new(TrustedProxies.None, header: null);

    private const string Uncertain = "";

    /// <summary>The thumbprint of the client's certificate; null if it has shown none.</summary>
    /// <param name="context">The request.</param>
    /// <param name="peer">The address at the other end of its connection.</param>
    public string? Find(HttpContext context, IPAddress? peer)
    {
        string? own = ClientCertificate.FindThumbprint(context);
        if (header is null || !proxies.Contains(peer))
        {
            // A stranger's header means nothing, and is removed on arrival.
            return own;
        }

        string? said = ReadSaid(static (headers, name) => headers[name], context.Request.Headers);
        return own is null || said is null ? own ?? said : Uncertain;
    }

    /// <summary>The thumbprint of the certificate that a proxy names whose word is taken already; null if it names none.</summary>
    /// <param name="find">Finds the values of a header by its name.</param>
    /// <param name="headers">The headers.</param>
    public string? ReadSaid<T>(Func<T, string, StringValues> find, T headers)
    {
        StringValues said = header is null ? StringValues.Empty : find(headers, header.Name);
        return said.Count == 0 ? null : said is [{ } value] ? header!.ReadThumbprint(value) ?? Uncertain : Uncertain;
    }
}
