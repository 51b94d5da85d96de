using System.Text.Json.Nodes;

namespace Authz.Tests.Vectors;

/// <summary>The examples of RFC 7520, RFC 8037 and RFC 7797 as ietf-jose/cookbook publishes them.</summary>
public sealed class CookbookTests
{
    private static readonly string[] s_forms = ["json", "json_flat"];

    [SkippableTheory]
    [InlineData("RFC 7520 section 4.1", "jws/4_1.rsa_v15_signature", "accepted")]
    [InlineData("RFC 7520 section 4.2", "jws/4_2.rsa-pss_signature", "accepted")]
    [InlineData("RFC 7520 section 4.3", "jws/4_3.ecdsa_signature", "accepted")]
    [InlineData("RFC 7520 section 4.4, a shared secret", "jws/4_4.hmac-sha2_integrity_protection", "algorithm_not_allowed")]
    [InlineData(
        "RFC 7520 section 4.5, detached content under a shared secret", "jws/4_5.signature_with_detached_content", "algorithm_not_allowed")]
    [InlineData("RFC 8037 appendix A.4, without a key's name", "curve25519/jws", "key_unknown")]
    [InlineData("RFC 8037 appendix A.6, encrypted", "curve25519/ecdh-es", "token_malformed")]
    [InlineData("RFC 7797 section 4.2, payload that is not encoded", "rfc7797/hmac-sha2_b64_false", "token_malformed")]
    public void Decides_EachCompactExample(string description, string file, string expected)
    {
        JsonNode example = Read(file);
        string verdict = VectorVerdict.Of(example["output"]!["compact"]!.ToString(), VectorVerdict.Publish(example["input"]!["key"]));
        Assert.Equal((description, expected), (description, verdict));
    }

    [SkippableTheory]
    [InlineData("jws/4_1.rsa_v15_signature")]
    [InlineData("jws/4_2.rsa-pss_signature")]
    [InlineData("jws/4_3.ecdsa_signature")]
    [InlineData("jws/4_4.hmac-sha2_integrity_protection")]
    [InlineData("jws/4_5.signature_with_detached_content")]
    [InlineData("jws/4_6.protecting_specific_header_fields")]
    [InlineData("jws/4_7.protecting_content_only")]
    [InlineData("jws/4_8.multiple_signatures")]
    [InlineData("rfc7797/4.2.hmac-sha2_b64_false")]
    [InlineData("rfc7797/hmac-sha2_b64_false")]
    [InlineData("curve25519/jws")]
    public void Rejects_BothJsonSerializations(string file)
    {
        JsonNode example = Read(file);
        JsonNode key = example["input"]!["key"]!;
        JsonObject set = key is JsonArray keys ? VectorVerdict.Publish(keys) : VectorVerdict.Publish(key);
        foreach (string form in s_forms.Where(form => example["output"]![form] is not null))
        {
            Assert.Equal("token_malformed", VectorVerdict.Of(example["output"]![form]!.ToJsonString(), set));
        }
    }

    private static JsonNode Read(string file) => JsonNode.Parse(VectorFiles.ReadJson($"cookbook/{file}.json").GetRawText())!;
}
