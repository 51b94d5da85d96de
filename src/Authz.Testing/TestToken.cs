using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Authz.Testing;

/// <summary>
/// A token to be signed: a header and claims that can be added to, altered and left out before <see cref="Sign"/>. Begin with
/// <see cref="FakeIssuer.Token"/> for one that is in order.
/// </summary>
public sealed class TestToken
{
    // As issuers write them: "at+jwt", not "at\u002Bjwt".
    private static readonly JsonSerializerOptions s_plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly HashSet<string> _leftOut = new(StringComparer.Ordinal);

    /// <summary>The header. <see cref="Sign"/> adds <c>alg</c> and <c>kid</c> if they are not set.</summary>
    public JsonObject Header { get; } = new() { ["typ"] = "JWT" };

    /// <summary>The claims.</summary>
    public JsonObject Claims { get; } = [];

    /// <summary>Sets a claim.</summary>
    /// <param name="name">The claim's name.</param>
    /// <param name="value">The claim's value, such as a string, a number or a <see cref="JsonArray"/>.</param>
    public TestToken With(string name, JsonNode? value)
    {
        Claims[name] = value;
        return this;
    }

    /// <summary>Sets a time claim as whole seconds since 1970 (RFC 7519 section 2, NumericDate).</summary>
    public TestToken With(string name, DateTimeOffset time) => With(name, time.ToUnixTimeSeconds());

    /// <summary>Leaves a claim out.</summary>
    public TestToken Without(string name)
    {
        Claims.Remove(name);
        return this;
    }

    /// <summary>Sets a header parameter.</summary>
    public TestToken WithHeader(string name, JsonNode? value)
    {
        Header[name] = value;
        _leftOut.Remove(name);
        return this;
    }

    /// <summary>Leaves a header parameter out; <see cref="Sign"/> then does not add <c>alg</c> or <c>kid</c> of that name.</summary>
    public TestToken WithoutHeader(string name)
    {
        Header.Remove(name);
        _leftOut.Add(name);
        return this;
    }

    /// <summary>
    /// Signs the token; a header that already has <c>alg</c> or <c>kid</c>, or shall not have it, is left as it is, right or wrong.
    /// </summary>
    public string Sign(SigningKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        JsonObject header = Header.DeepClone().AsObject();
        Add(header, "alg", key.Algorithm);
        Add(header, "kid", key.KeyId);
        return CompactJws.Sign(header.ToJsonString(s_plain), Claims.ToJsonString(s_plain), key);
    }

    /// <summary>
    /// The token with <c>alg</c> <c>none</c> and an empty signature, which nobody should accept without asking for it (RFC 8725
    /// section 3.2).
    /// </summary>
    public string WithoutSignature()
    {
        JsonObject header = Header.DeepClone().AsObject();
        header["alg"] = "none";
        return CompactJws.WithoutSignature(header.ToJsonString(s_plain), Claims.ToJsonString(s_plain));
    }

    private void Add(JsonObject header, string name, string value)
    {
        if (!_leftOut.Contains(name))
        {
            header.TryAdd(name, value);
        }
    }
}
