using System.Net;
using Authz.Keys;
using Authz.Keys.Refreshing;
using Authz.Keys.Sources;

namespace Authz.Tests.Keys.Sources;

public sealed class KeyFetcherTests : IDisposable
{
    private static readonly Uri s_address = new(ScriptedIssuer.KeySetAddress);

    private readonly ScriptedIssuer _remote = new();
    private readonly KeyFetcher _fetcher;

    public KeyFetcherTests() => _fetcher = new KeyFetcher(_remote);

    public void Dispose()
    {
        _fetcher.Dispose();
        _remote.Dispose();
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("application/jwk-set+json")]
    [InlineData("text/plain")]
    [InlineData("text/html")]
    [InlineData("binary/octet-stream")]
    public async Task Reads_ABody_WhateverItIsCalled(string mediaType)
    {
        _remote.Answer = (_, _) => Task.FromResult(_remote.Json("{}", mediaType));

        Assert.True((await _fetcher.GetAsync(s_address, null, default)).IsRead);
    }

    [Theory]
    [InlineData("identity", null)]
    [InlineData("Identity", null)]
    [InlineData("gzip", "answered with Content-Encoding gzip, which was not asked for.")]
    [InlineData("identity, br", "answered with Content-Encoding identity, br, which was not asked for.")]
    public async Task Reads_NoCompressedBody(string coding, string? error)
    {
        _remote.Answer = (_, _) =>
        {
            HttpResponseMessage response = _remote.Json("{}");
            response.Content.Headers.TryAddWithoutValidation("Content-Encoding", coding);
            return Task.FromResult(response);
        };

        Assert.Equal(error is null ? null : $"{s_address} {error}", (await _fetcher.GetAsync(s_address, null, default)).Error);
    }

    [Fact]
    public async Task Names_WhereARedirectLeads_AndAsksNobodyThere()
    {
        int requests = 0;
        _remote.Answer = (_, _) =>
        {
            requests++;
            HttpResponseMessage response = new(HttpStatusCode.Redirect);
            response.Headers.TryAddWithoutValidation("Location", "https://elsewhere.example.com/" + new string('a', 500));
            return Task.FromResult(response);
        };

        string? error = (await _fetcher.GetAsync(s_address, null, default)).Error;

        Assert.StartsWith($"{s_address} answered with status 302 and leads to 'https://elsewhere.example.com/aaa", error, StringComparison.Ordinal);
        Assert.EndsWith("write it as 'metadataUri' or 'jwksUri'.", error, StringComparison.Ordinal);
        Assert.InRange(error!.Length, 1, 500);
        Assert.Equal(1, requests);
    }

    [Theory]
    [InlineData(KeyLimits.DocumentBytes, true)]
    [InlineData(KeyLimits.DocumentBytes + 1, false)]
    public async Task Reads_AtMostTheLimit(int length, bool isRead)
    {
        _remote.Answer = (_, _) =>
        {
            HttpResponseMessage response = _remote.Json("");
            System.Net.Http.Headers.MediaTypeHeaderValue? type = response.Content.Headers.ContentType;
            response.Content = new StreamContent(new UnseekableStream(length));
            response.Content.Headers.ContentType = type;
            return Task.FromResult(response);
        };

        FetchedDocument document = await _fetcher.GetAsync(s_address, null, default);

        Assert.Equal(isRead, document.IsRead);
        Assert.Equal(isRead ? null : $"{s_address} sent more than 150000 bytes.", document.Error);
    }

    [Theory]
    [InlineData(KeyLimits.DocumentBytes, null)]
    [InlineData(KeyLimits.DocumentBytes + 1, "announced 150001 bytes, more than 150000.")]
    public async Task Reads_Nothing_OfABodyAnnouncedAsTooLong(int length, string? error)
    {
        _remote.Answer = (_, _) => Task.FromResult(_remote.Json(new string(' ', length)));

        Assert.Equal(error is null ? null : $"{s_address} {error}", (await _fetcher.GetAsync(s_address, null, default)).Error);
    }

    [Fact]
    public async Task NeverDisposes_TheCallersHandler()
    {
        _fetcher.Dispose();

        using KeyFetcher other = new(_remote);
        Assert.True((await other.GetAsync(new Uri(ScriptedIssuer.DiscoveryAddress), null, default)).IsRead);
        Assert.False(_remote.IsDisposed);
    }

    [Fact]
    public async Task Rejects_AnAnswer_AfterAHandlerFollowedARedirect()
    {
        _remote.Answer = (request, _) =>
        {
            HttpResponseMessage response = _remote.Json("{}");
            request.RequestUri = new Uri("https://elsewhere.example.com/keys");
            response.RequestMessage = request;
            return Task.FromResult(response);
        };

        Assert.Contains("follow no redirect", (await _fetcher.GetAsync(s_address, null, default)).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_WhoAsks_AndForWhat()
    {
        HttpRequestMessage? seen = null;
        _remote.Answer = (request, _) =>
        {
            seen = request;
            return Task.FromResult(_remote.Json("{}"));
        };

        await _fetcher.GetAsync(s_address, null, default);

        Assert.Equal(["User-Agent", "Accept", "Accept-Encoding"], seen!.Headers.Select(header => header.Key));
        Assert.Matches("^authz/[0-9]+\\.", seen.Headers.UserAgent.ToString());
        Assert.Equal("identity", seen.Headers.AcceptEncoding.ToString());
    }

    [Fact]
    public async Task Uses_TheKnownDocument_WhenTheServerConfirmsIt()
    {
        _remote.Answer = (request, _) => Task.FromResult(AnswerConditionally(request));
        FetchedDocument first = await _fetcher.GetAsync(s_address, null, default);

        FetchedDocument second = await _fetcher.GetAsync(s_address, first, default);

        Assert.Same(first.Content, second.Content);
        Assert.Equal(TimeSpan.FromMinutes(7), second.MaximumAge);
    }

    [Fact]
    public async Task Renews_TheAge_OfKeysThatTheServerConfirms()
    {
        TestJwk key = TestJwk.Create("key");
        using KeysUnderTest test = new(entry: KeysUnderTest.Entry with { JwksUri = ScriptedIssuer.KeySetAddress });
        test.Remote.Answer = (request, _) => Task.FromResult(AnswerConditionally(request, TestJwk.SetOf(key.Json)));
        await test.Keys.WarmUpAsync(default);
        test.Find(key, out VerificationKey? before);

        await test.PassAsync(RefreshSchedule.LongestInterval);

        test.Find(key, out VerificationKey? after);
        Assert.Same(before, after);
        Assert.Equal(TimeSpan.Zero, test.Keys.Age);
        Assert.Null(test.Keys.GetStatus().LastError);
        Assert.Equal(0, test.Keys.GetStatus().Rotations);
    }

    [Fact]
    public async Task Asks_Unconditionally_AtAnotherAddress()
    {
        _remote.Answer = (request, _) => Task.FromResult(AnswerConditionally(request));
        FetchedDocument first = await _fetcher.GetAsync(s_address, null, default);

        FetchedDocument other = await _fetcher.GetAsync(new Uri("https://id.example.com/other"), first, default);

        Assert.NotSame(first.Content, other.Content);
    }

    [Theory]
    [InlineData("RFC 8414 where OIDC answers 404", HttpStatusCode.NotFound, true)]
    [InlineData("nothing where OIDC fails otherwise", HttpStatusCode.Forbidden, false)]
    public async Task FallsBack_ToRfc8414Metadata(string description, HttpStatusCode status, bool isUsable)
    {
        TestJwk key = TestJwk.Create("key");
        using KeysUnderTest test = new();
        test.Remote.Publish(key);
        test.Remote.Answer = (request, _) => Task.FromResult(request.RequestUri!.AbsoluteUri switch
        {
            ScriptedIssuer.DiscoveryAddress => new HttpResponseMessage(status),
            "https://id.example.com/.well-known/oauth-authorization-server/tenant" => test.Remote.AnswerWell(
                new HttpRequestMessage(HttpMethod.Get, ScriptedIssuer.DiscoveryAddress)),
            _ => test.Remote.AnswerWell(request),
        });

        await test.Keys.WarmUpAsync(default);

        Assert.True(isUsable == test.Keys.IsUsable, description);
    }

    [Theory]
    [InlineData("another issuer", """{"issuer":"https://other.example.com/","jwks_uri":"https://id.example.com/keys"}""", "another issuer")]
    [InlineData("plain http", """{"issuer":"https://id.example.com/tenant/","jwks_uri":"http://id.example.com/keys"}""", "is http, and the document that names it was fetched over https")]
    public async Task Keeps_TheLastGoodSet_AfterForbiddenMetadata(string description, string metadata, string cause)
    {
        TestJwk key = TestJwk.Create("key");
        using KeysUnderTest test = await KeysUnderTest.WarmAsync(key);
        test.Remote.Answer = (_, _) => Task.FromResult(test.Remote.Json(metadata));

        await test.PassAsync(RefreshSchedule.LongestInterval);

        Assert.True(test.Find(key) == KeyLookupStatus.Found, description);
        Assert.Contains(cause, test.Keys.GetStatus().LastError, StringComparison.Ordinal);
        Assert.Equal(3, test.Remote.Requests);
    }

    private HttpResponseMessage AnswerConditionally(HttpRequestMessage request, string body = "{}")
    {
        HttpResponseMessage response = request.Headers.IfNoneMatch.ToString() == "\"v1\""
            ? new HttpResponseMessage(HttpStatusCode.NotModified)
            : _remote.Json(body);
        response.Headers.TryAddWithoutValidation("ETag", "\"v1\"");
        response.Headers.TryAddWithoutValidation("Cache-Control", "max-age=420");
        return response;
    }
}
