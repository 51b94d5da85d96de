using Authz.FoldedNames;
using Authz.Server.Gateway.Requests;
using Authz.Tests;
using Microsoft.AspNetCore.Http;

namespace Authz.Server.Tests.Attacks;

/// <summary>A client that poses as the proxy: every header of the table, in every separator that a backend folds.</summary>
public sealed class ProxyHeaderAttackTests
{
    // The characters of a field name that are no letter or digit (RFC 9110 section 5.6.2).
    private const string Separators = "!#$%&'*+-.^_`|~";

    [Fact]
    public void Removes_EveryNameOfTheTable_InEverySpelling()
    {
        string[] names = [.. ProxyHeaders.Names, .. ProxyHeaders.Families.Select(family => family + "Anything"), .. ProxyHeaders.Families];
        foreach (char separator in Separators)
        {
            HeaderDictionary headers = [];
            foreach (string name in names.Where(name => !name.EndsWith('-')))
            {
                headers[name.Replace('-', separator)] = "forged";
                headers[name.Replace('-', separator).ToUpperInvariant()] = "forged";
            }

            RequestArrival.Narrow(headers);

            Assert.True(headers.Count == 0, $"{separator}: {string.Join(' ', headers.Keys)}");
        }
    }

    // A backend that reads Content_Length as Content-Length reads another message than the gateway.
    [Fact]
    public void Removes_OtherSpellings_OfWhatFramesAMessage()
    {
        foreach (char separator in Separators.Where(separator => separator != '-'))
        {
            HeaderDictionary headers = [];
            foreach (string name in MessageHeaders.Names)
            {
                headers[name] = "3";
                headers[name.Replace('-', separator)] = "forged";
                headers[name.Replace('-', separator).ToUpperInvariant()] = "forged";
            }

            RequestArrival.Narrow(headers);

            Assert.Equal(MessageHeaders.Names.Order(StringComparer.Ordinal), headers.Keys.Order(StringComparer.Ordinal));
        }
    }

    [Theory]
    [InlineData("X-Original-For")]
    [InlineData("X-Forwarded")]
    [InlineData("Forwarded-For")]
    [InlineData("Proxy")]
    [InlineData("X-Rewrite-Uri")]
    [InlineData("X-Override-URL")]
    [InlineData("X-HTTP-Path-Override")]
    [InlineData("X-Http-Host-Override")]
    [InlineData("Client-IP")]
    [InlineData("X-Remote-Addr")]
    [InlineData("Remote-User")]
    [InlineData("X-Scheme")]
    [InlineData("Front-End-Https")]
    [InlineData("X-Amzn-Oidc-Data")]
    [InlineData("X-Amzn-Mtls-Clientcert")]
    [InlineData("X-Ms-Client-Principal")]
    [InlineData("X-Ms-Client-Principal-Name")]
    [InlineData("X-Ms-Token-Aad-Id-Token")]
    [InlineData("X-Goog-IAP-JWT-Assertion")]
    [InlineData("X-Goog-Authenticated-User-Email")]
    [InlineData("X-Client-Cert")]
    [InlineData("X-Client-Certificate")]
    [InlineData("X-SSL-Client-Verify")]
    [InlineData("SSL-Client-Cert")]
    [InlineData("X-ARR-ClientCert")]
    [InlineData("Client-Cert-Chain")]
    [InlineData("X-Middleware-Subrequest")]
    [InlineData("X-Apigateway-Event")]
    [InlineData("X-Apigateway-Context")]
    [InlineData("X-Amzn-Request-Context")]
    [InlineData("X-Amzn-Lambda-Context")]
    [InlineData("X-Amzn-Lattice-Network")]
    public void Removes_TheHeadersOfKnownProxies(string name) => Assert.True(ProxyHeaders.Contains(name), name);

    [Theory]
    [InlineData("x-client-sku")]
    [InlineData("X-Goog-Api-Key")]
    [InlineData("X-Amzn-Trace-Id")]
    [InlineData("traceparent")]
    [InlineData("X-Request-Id")]
    [InlineData("X-User")]
    [InlineData("Authorization")]
    [InlineData("Host")]
    public void Leaves_TheClientsOwn(string name) => Assert.False(ProxyHeaders.Contains(name), name);

    [Fact]
    public void Leaves_WhatConnectionMayNotName()
    {
        HeaderDictionary headers = new()
        {
            ["Host"] = "a",
            ["Content-Length"] = "3",
            ["X-Mine"] = "1",
            ["Connection"] = "Host, content-length, X-Mine",
        };

        RequestArrival.Narrow(headers);

        Assert.Equal(["Connection", "Content-Length", "Host"], headers.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Documents_TheTable()
    {
        string page = RepositoryFile.ReadText("docs/gateway.md");
        foreach (string name in ProxyHeaders.Families.Select(family => family + "*").Concat(ProxyHeaders.Names).Concat(MessageHeaders.Names))
        {
            Assert.Contains($"`{name}`", page, StringComparison.Ordinal);
        }
    }
}
