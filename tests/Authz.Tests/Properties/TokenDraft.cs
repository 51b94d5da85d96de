using Authz.Testing;

namespace Authz.Tests.Properties;

/// <summary>A token before it is signed, open to changes of every part.</summary>
internal sealed class TokenDraft(DifferentialDefinition definition, SigningKey key, string audience, Random random)
{
    public DifferentialDefinition Definition { get; } = definition;

    public Random Random { get; } = random;

    /// <summary>An accepted audience.</summary>
    public string Audience { get; } = audience;

    /// <summary>Who signs; the header may say otherwise.</summary>
    public SigningKey Signer { get; set; } = key;

    /// <summary>The header's members as raw JSON, in order.</summary>
    public List<(string Name, string Value)> Header { get; } =
        [("alg", $"\"{key.Algorithm}\""), ("kid", $"\"{key.KeyId}\""), ("typ", $"\"{definition.RequiredType ?? "JWT"}\"")];

    /// <summary>The claims as raw JSON, in order.</summary>
    public List<(string Name, string Value)> Claims { get; } =
    [
        ("iss", $"\"{TestApi.Issuer}\""), ("sub", "\"test-subject\""), ("aud", $"\"{audience}\""), ("exp", $"{definition.Now + 3600}"),
        ("nbf", $"{definition.Now - 10}"), ("iat", $"{definition.Now - 10}"), ("scope", "\"a b\""),
    ];

    /// <summary>What is done to header or payload text before it is signed.</summary>
    public Func<string, string> ChangeHeader { get; set; } = text => text;

    public Func<string, string> ChangePayload { get; set; } = text => text;

    /// <summary>What is done to the signed token.</summary>
    public Func<string, string> ChangeToken { get; set; } = text => text;

    public T Pick<T>(params ReadOnlySpan<T> choices) => choices[Random.Next(choices.Length)];

    public void SetHeader(string name, string? value) => Set(Header, name, value);

    public void SetClaim(string name, string? value) => Set(Claims, name, value);

    public string Sign() => ChangeToken(CompactJws.Sign(ChangeHeader(Write(Header)), ChangePayload(Write(Claims)), Signer));

    private static void Set(List<(string Name, string Value)> members, string name, string? value)
    {
        members.RemoveAll(member => member.Name == name);
        if (value is not null)
        {
            members.Add((name, value));
        }
    }

    private static string Write(List<(string Name, string Value)> members) =>
        $"{{{string.Join(',', members.Select(member => $"\"{member.Name}\":{member.Value}"))}}}";
}
