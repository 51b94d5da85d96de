using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Authz.Keys.Reading;
using Authz.Signatures;
using Authz.Tokens;

namespace Authz.Tests.Vectors;

/// <summary>The Ed25519 vectors of C2SP/wycheproof, through the reader of keys and under both names of the algorithm.</summary>
public sealed class Ed25519VectorTests
{
    [SkippableTheory]
    [InlineData("EdDSA")]
    [InlineData("Ed25519")]
    public void Decides_EachSignature_AsExpected(string algorithm)
    {
        (int Id, bool IsValid, bool IsAccepted)[] vectors = [.. Read(algorithm)];

        Assert.Equal((151, 88), (vectors.Length, vectors.Count(vector => vector.IsValid)));
        Assert.All(vectors, vector => Assert.Equal((vector.Id, vector.IsValid), (vector.Id, vector.IsAccepted)));
    }

    [SkippableFact]
    public void Reads_EachKey_FromPemAsFromAJwk()
    {
        foreach (JsonElement group in Groups())
        {
            PublicKey jwk = ReadKey(group, "EdDSA");
            PublicKey pem = Assert.Single(PemReader.Read(Encoding.UTF8.GetBytes(group.GetProperty("publicKeyPem").GetString()!)).Keys!);
            Assert.Equal((jwk.Thumbprint, jwk.Algorithms), (pem.Thumbprint, pem.Algorithms));
        }
    }

    private static IEnumerable<(int Id, bool IsValid, bool IsAccepted)> Read(string algorithm) =>
        from @group in Groups()
        let verifier = ReadKey(@group, algorithm).GetVerifier()
        from test in @group.GetProperty("tests").EnumerateArray()
        select (
            test.GetProperty("tcId").GetInt32(), test.GetProperty("result").GetString() == "valid",
            verifier.Verify(
                JwsAlgorithmNames.Parse(algorithm), Convert.FromHexString(test.GetProperty("msg").GetString()!),
                Convert.FromHexString(test.GetProperty("sig").GetString()!)));

    private static PublicKey ReadKey(JsonElement group, string algorithm)
    {
        JsonObject jwk = JsonNode.Parse(group.GetProperty("publicKeyJwk").GetRawText())!.AsObject();
        jwk["alg"] = algorithm;
        return Assert.Single(JwksReader.Read(Encoding.UTF8.GetBytes($$"""{"keys":[{{jwk.ToJsonString()}}]}""")).Keys!);
    }

    private static JsonElement.ArrayEnumerator Groups() =>
        VectorFiles.ReadJson("wycheproof/ed25519_test.json").GetProperty("testGroups").EnumerateArray();
}
