using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Authz.Testing;

namespace Authz.Tests.Vectors;

/// <summary>minimaxir/big-list-of-naughty-strings in the places of a token that name things.</summary>
public sealed class NaughtyStringsTests
{
    private static readonly SigningKey s_key = TestKeys.For("ES256");

    [SkippableFact]
    public async Task Rejects_EachString_AsAKeyId()
    {
        using var api = new TestApi();
        foreach (string text in Read())
        {
            AuthorizationDecision decision = await api.DecideAsync(TestApi.Token().WithHeader("kid", text).Sign(s_key));

            Assert.Contains(
                decision.Reason,
                new RefusalReason?[] { RefusalReason.KeyUnknown, RefusalReason.TokenMalformed, RefusalReason.TokenTooLarge });
            AssertSaysNothingOf(text, decision);
        }
    }

    [SkippableFact]
    public async Task Accepts_EachString_AsAKeyId_WhenTheIssuerNamesItsKeySo()
    {
        IEnumerable<string> fitting =
            Read().Where(text => text.Length > 0 && JsonEncodedText.Encode(text).EncodedUtf8Bytes.Length <= 256).Distinct();
        foreach (string text in fitting)
        {
            JsonObject key = s_key.ToPublicJwk();
            key["kid"] = text;
            using var api = new TestApi(new JsonObject { ["keys"] = new JsonArray(key) });
            AuthorizationDecision decision = await api.DecideAsync(TestApi.Token().WithHeader("kid", text).Sign(s_key));

            Assert.True(decision.IsAllowed, text);
            Assert.Equal(text, decision.Token!.KeyId);
        }
    }

    [SkippableFact]
    public async Task Rejects_EachString_AsAnIssuer()
    {
        using var api = new TestApi();
        foreach (string text in Read())
        {
            AuthorizationDecision decision = await api.DecideAsync(TestApi.Token().With("iss", text).Sign(s_key));

            Assert.Equal(RefusalReason.IssuerMismatch, decision.Reason);
            AssertSaysNothingOf(text, decision);
        }
    }

    [SkippableFact]
    public async Task Accepts_EachString_AsASubject_Unchanged()
    {
        using var api = new TestApi();
        foreach (string text in Read())
        {
            AuthorizationDecision decision = await api.DecideAsync(TestApi.Token().With("sub", text).Sign(s_key));

            Assert.Equal(text, decision.Token?.Subject);
            Assert.Equal(text, decision.Token!.ToAwsClaims()["sub"]);
        }
    }

    // A challenge is the same text for every token: nothing of a stranger's goes into a header or a page.
    private static void AssertSaysNothingOf(string text, AuthorizationDecision decision)
    {
        Assert.All(decision.Challenge!, character => Assert.InRange(character, ' ', '~'));
        Assert.True(
            text.Length < 12
                || !$"{decision.Challenge}{decision.Explanation}{decision.ResponseMessage}".Contains(text, StringComparison.Ordinal), text);
    }

    private static string[] Read()
    {
        string[] strings = [.. VectorFiles.ReadJson("naughty-strings.json").EnumerateArray().Select(element => element.GetString()!)];
        Assert.Equal(515, strings.Length);
        return strings;
    }
}
