using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Authz.AspNetCore.Definitions;
using Authz.Server.Proxies;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Authz.Server.Tests.Proxies;

public sealed class ClientCertificatesTests : IDisposable
{
    private const string Field = "Client-Cert";
    private const string Forwarded = "X-Forwarded-Client-Cert";

    private readonly X509Certificate2 _certificate = TestCertificate.Create();

    private string Expected => ClientCertificate.ThumbprintOf(_certificate.RawData);

    private string Hash => Convert.ToHexStringLower(SHA256.HashData(_certificate.RawData));

    private string Base64 => Convert.ToBase64String(_certificate.RawData);

    private string Pem => Uri.EscapeDataString(_certificate.ExportCertificatePem());

    [Fact]
    public void Believes_ATrustedProxy_InTheHeaderThatIsNamed()
    {
        Assert.Equal(Expected, Find(Field, $":{Base64}:"));
        Assert.Equal(Expected, Find(Forwarded, $"By=spiffe://a;Hash={Hash};Subject=\"CN=a,O=b;c\""));
        Assert.Equal(Expected, Find(Forwarded, $"Hash={Hash.ToUpperInvariant()}"));
        Assert.Equal(Expected, Find(Forwarded, $"Cert=\"{Pem}\""));
        Assert.Equal(Expected, Find(Forwarded, $"Hash={Hash};Cert=\"{Pem}\";Chain=\"{Pem}\""));
        Assert.Null(Find(Field, StringValues.Empty));
    }

    // An empty thumbprint, which no token is bound to.
    [Fact]
    public void Rejects_WhatIsNotOneCertificateForCertain()
    {
        string other = Convert.ToHexStringLower(SHA256.HashData([1]));
        (string Header, string Value)[] cases =
        [
            (Field, ""), (Field, "::"), (Field, Base64), (Field, $":{Base64}"), (Field, $":{Base64}: "), (Field, $":{Base64}:;a=b"),
            (Field, $":{Base64}:, :{Base64}:"), (Field, $": {Base64}:"), (Field, $":{Base64.TrimEnd('=')}*:"),
            (Forwarded, ""), (Forwarded, $"Hash={Hash},Hash={Hash}"), (Forwarded, $"Hash={Hash};Hash={Hash}"), (Forwarded, $"Hash={Hash[1..]}"),
            (Forwarded, $"Hash={Hash[1..]}g"), (Forwarded, "Subject=\"CN=a\""), (Forwarded, $"Hash={other};Cert=\"{Pem}\""),
            (Forwarded, $"Cert=\"{Pem}{Pem}\""), (Forwarded, "Cert=\"\""), (Forwarded, $"Hash={Hash};Subject=\"a"), (Forwarded, $":{Base64}:"),
        ];
        foreach ((string header, string value) in cases)
        {
            Assert.Equal((header, value, ""), (header, value, Find(header, value)));
        }

        Assert.Equal("", Find(Field, new StringValues([$":{Base64}:", $":{Base64}:"])));
        Assert.Equal("", Find(Field, $":{Base64}:", connection: _certificate));
    }

    [Fact]
    public void Ignores_AStrangersHeader_AndOneThatIsNotNamed()
    {
        Assert.Null(Find(Field, $":{Base64}:", peer: "192.0.2.9"));
        Assert.Null(Find(Field, $":{Base64}:", named: Forwarded));
        Assert.Null(Find("client_cert", $":{Base64}:", named: Field));
        Assert.Equal(Expected, Find(Field, $":{Base64}:", peer: "192.0.2.9", connection: _certificate));
        Assert.Equal(Expected, Find(Field, StringValues.Empty, connection: _certificate));
    }

    public void Dispose() => _certificate.Dispose();

    private static string? Find(
        string header, StringValues value, string? named = null, string peer = "127.0.0.1",
        X509Certificate2? connection = null)
    {
        DefaultHttpContext context = new();
        context.Connection.RemoteIpAddress = IPAddress.Parse(peer);
        context.Connection.ClientCertificate = connection;
        if (value.Count > 0)
        {
            context.Request.Headers[header] = value;
        }

        ClientCertificates certificates = new(
            new TrustedProxies([IPNetwork.Parse("127.0.0.0/8")]), ClientCertificateHeader.Find(named ?? header));
        return certificates.Find(context, context.Connection.RemoteIpAddress);
    }
}
