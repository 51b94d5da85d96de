using System.Text.Json;
using System.Text.Json.Nodes;

namespace Authz.Tests.Vectors;

/// <summary>The JSON Web vectors of C2SP/wycheproof.</summary>
public sealed class WycheproofTests
{
    [SkippableTheory]
    [InlineData("json_web_signature_test", 401, 32)]
    [InlineData("json_web_key_test", 26, 1)]
    [InlineData("json_web_crypto_test", 49, 2)]
    public void Decides_EachSignature_AsExpected(string file, int count, int accepted)
    {
        IReadOnlyDictionary<int, string> refused = VectorExpectations.RefusedThoughValid(file);
        (int Id, bool IsValid, string Verdict)[] vectors = [.. ReadSignatures(file)];

        Assert.Equal(count, vectors.Length);
        Assert.DoesNotContain(vectors, vector => !IsExpected(vector));
        Assert.Equal(accepted, vectors.Count(vector => vector.Verdict == VectorVerdict.Accepted));

        bool IsExpected((int Id, bool IsValid, string Verdict) vector) => vector.IsValid
            ? vector.Verdict == refused.GetValueOrDefault(vector.Id, VectorVerdict.Accepted)
            : vector.Verdict != VectorVerdict.Accepted;
    }

    [SkippableFact]
    public void Accepts_TheFourTokensWhoseKeysNameAnotherAlgorithm_OnceTheKeysNameNoAlgorithm()
    {
        Assert.Equal(
            [(346, VectorVerdict.Accepted), (347, VectorVerdict.Accepted), (350, VectorVerdict.Accepted), (351, VectorVerdict.Accepted)],
            ReadSignatures("json_web_signature_test", key => key.Remove("alg"))
                .Where(vector => vector.Id is 346 or 347 or 350 or 351).Select(vector => (vector.Id, vector.Verdict)));
    }

    [SkippableTheory]
    [InlineData("json_web_encryption_test", 139)]
    [InlineData("json_web_crypto_test", 34)]
    public async Task Rejects_EveryEncryptedToken(string file, int count)
    {
        string[] tokens = [.. ReadTests(file).Where(test => test.Test["jwe"] is not null).Select(test => test.Test["jwe"]!.ToString())];
        using var api = new TestApi();

        Assert.Equal(count, tokens.Length);
        foreach (string token in tokens)
        {
            Assert.Equal((token, ExpectedFor(token)), (token, await api.ReasonAsync(token)));
        }
    }

    // The JSON serialisation has commas, which in a header separate credentials.
    private static RefusalReason? ExpectedFor(string token) =>
        token.Length == 0 ? RefusalReason.TokenMissing
        : token.Contains(',', StringComparison.Ordinal) ? RefusalReason.CredentialsAmbiguous
        : RefusalReason.TokenMalformed;

    [Fact]
    public void Gives_EachExpectation_AReason() =>
        Assert.All(VectorExpectations.AllRules(), rule => Assert.True(rule.GetProperty("because").GetString()!.Length > 20));

    private static IEnumerable<(int Id, bool IsValid, string Verdict)> ReadSignatures(string file, Action<JsonObject>? change = null) =>
        from test in ReadTests(file)
        where test.Test["jws"] is not null
        let set = PublishedKeys(test.Group, change)
        select (
            test.Test["tcId"]!.GetValue<int>(), test.Test["result"]!.ToString() == "valid",
            VectorVerdict.Of(test.Test["jws"]!.ToString(), set));

    private static JsonObject PublishedKeys(JsonNode group, Action<JsonObject>? change)
    {
        JsonNode published = group["public"] ?? group["private"]!;
        JsonObject set = published["keys"] is JsonArray keys ? VectorVerdict.Publish(keys) : VectorVerdict.Publish(published);
        foreach (JsonNode? key in set["keys"]!.AsArray())
        {
            change?.Invoke(key!.AsObject());
        }

        return set;
    }

    // Most groups hold an array of tests, some a single one.
    private static IEnumerable<(JsonNode Group, JsonNode Test)> ReadTests(string file) =>
        from node in JsonNode.Parse(VectorFiles.ReadJson($"wycheproof/{file}.json").GetRawText())!["testGroups"]!.AsArray()
        let tests = node["tests"] is JsonArray array ? array : [node["tests"]!.DeepClone()]
        from test in tests
        select (node, test);
}
