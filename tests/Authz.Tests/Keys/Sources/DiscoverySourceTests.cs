using System.Net;
using Authz.Keys.Refreshing;
using Authz.Keys.Sources;

namespace Authz.Tests.Keys.Sources;

/// <summary>Which of the two documents is asked for anew, and which of them is blamed.</summary>
public sealed class DiscoverySourceTests
{
    private const string BadKeySet = """{"keys":[]}""";

    private static readonly TestJwk s_key = TestJwk.Create("key");

    private readonly List<string> _conditional = [];

    [Theory]
    [InlineData(ScriptedIssuer.DiscoveryAddress, true)]
    [InlineData(ScriptedIssuer.KeySetAddress, false)]
    public async Task Names_TheDocumentThatFailed(string address, bool hasDiscoveryFailed)
    {
        using KeysUnderTest test = new();
        test.Remote.Publish(s_key);
        Assert.False(test.Keys.HasDiscoveryFailed);
        test.Remote.Answer = (request, _) => Task.FromResult(
            request.RequestUri!.AbsoluteUri == address
                ? new HttpResponseMessage(HttpStatusCode.InternalServerError)
                : test.Remote.AnswerWell(request));

        await test.Keys.WarmUpAsync(default);
        Assert.Equal($"{address} answered with status 500.", test.Keys.GetStatus().LastError);
        Assert.Equal(hasDiscoveryFailed, test.Keys.HasDiscoveryFailed);

        test.Remote.ComeBack();
        await test.PassAsync(RefreshSchedule.LongestBackOff);
        Assert.False(test.Keys.HasDiscoveryFailed);
    }

    [Fact]
    public async Task Names_BothDocuments_WhenTheIssuerHasNeither()
    {
        using KeysUnderTest test = new();
        test.Remote.Answer = (request, _) => Task.FromResult(new HttpResponseMessage(
            request.RequestUri!.AbsoluteUri == ScriptedIssuer.DiscoveryAddress ? HttpStatusCode.NotFound : HttpStatusCode.Forbidden));

        await test.Keys.WarmUpAsync(default);

        Assert.Equal(
            $"{ScriptedIssuer.DiscoveryAddress} answered with status 404. " +
            "https://id.example.com/.well-known/oauth-authorization-server/tenant answered with status 403.",
            test.Keys.GetStatus().LastError);
    }

    [Fact]
    public async Task Asks_Conditionally_ForDocumentsThatWereAccepted()
    {
        using KeysUnderTest test = new();
        await AnswerAsync(test, TestJwk.SetOf(s_key.Json));
        Assert.Empty(_conditional);

        await AnswerAsync(test, TestJwk.SetOf(s_key.Json));

        Assert.Equal([ScriptedIssuer.DiscoveryAddress, ScriptedIssuer.KeySetAddress], _conditional);
    }

    [Fact]
    public async Task Asks_Unconditionally_WhenTheKeySetWasNotAccepted()
    {
        using KeysUnderTest test = new();
        await AnswerAsync(test, BadKeySet);
        Assert.StartsWith($"{ScriptedIssuer.KeySetAddress}: ", test.Keys.GetStatus().LastError, StringComparison.Ordinal);

        await AnswerAsync(test, BadKeySet);

        Assert.Empty(_conditional);
    }

    // Both documents bear an ETag; no request is answered with 304.
    private Task AnswerAsync(KeysUnderTest test, string keySet)
    {
        test.Remote.Answer = (request, _) =>
        {
            string address = request.RequestUri!.AbsoluteUri;
            HttpResponseMessage response = address == ScriptedIssuer.KeySetAddress
                ? test.Remote.Json(keySet)
                : test.Remote.AnswerWell(request);
            response.Headers.TryAddWithoutValidation("ETag", "\"v1\"");
            if (request.Headers.IfNoneMatch.Count > 0)
            {
                _conditional.Add(address);
            }

            return Task.FromResult(response);
        };
        return test.PassAsync(RefreshSchedule.LongestInterval);
    }
}
