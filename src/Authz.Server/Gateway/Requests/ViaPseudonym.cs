using System.Security.Cryptography;
using Microsoft.Extensions.Primitives;

namespace Authz.Server.Gateway.Requests;

/// <summary>
/// This process's name in <c>Via</c> (RFC 9110 section 7.6.3), by which it knows a request that comes back to it. It is random, so that
/// no client can name it and be taken for a loop, and no two gateways in a row take each other for themselves.
/// </summary>
internal sealed class ViaPseudonym
{
    private const int RandomBytes = 16;

    private readonly string _http10;
    private readonly string _http11;
    private readonly string _http2;

    public ViaPseudonym()
    {
        Name = "authz-" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(RandomBytes));
        _http10 = "1.0 " + Name;
        _http11 = "1.1 " + Name;
        _http2 = "2 " + Name;
    }

    /// <summary>The pseudonym, such as <c>authz-</c> and 32 hexadecimal digits.</summary>
    public string Name { get; }

    /// <summary>The values of <c>Via</c> that go on: those of a request, then this gateway's.</summary>
    public StringValues AppendTo(HttpRequest request) => StringValues.Concat(request.Headers.Via, EntryFor(request.Protocol));

    /// <summary>Whether a request has passed through this gateway before, whatever comments or letters others made of its entry.</summary>
    public bool IsIn(StringValues via)
    {
        foreach (string? line in via)
        {
            if (line is not null && line.Contains(Name, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private string EntryFor(string protocol) => protocol switch
    {
        _ when HttpProtocol.IsHttp11(protocol) => _http11,
        _ when HttpProtocol.IsHttp2(protocol) => _http2,
        _ when HttpProtocol.IsHttp10(protocol) => _http10,
        _ => $"{protocol["HTTP/".Length..]} {Name}",
    };
}
