using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Hosting;

namespace Authz.AspNetCore.Development;

/// <summary>An issuer in this process, whose key lives as long as the process.</summary>
internal sealed class DevIssuer : IDisposable
{
    /// <summary>Its <c>iss</c>, which no other issuer can have: nothing is fetched for it.</summary>
    public const string Name = "urn:authz:dev-issuer";

    /// <summary>The audience of tokens for a scheme that names none.</summary>
    public const string DefaultAudience = "dev";

    private const string Algorithm = "ES256";

    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly string _keyId = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(12));
    private readonly TimeProvider _time;
    private readonly string _keySet;

    /// <exception cref="InvalidOperationException">This is not Development.</exception>
    public DevIssuer(IWebHostEnvironment environment, TimeProvider time)
    {
        if (!environment.IsDevelopment())
        {
            throw new InvalidOperationException(
                $"AddDevIssuer signs tokens for anyone. It works in Development alone, and this is '{environment.EnvironmentName}'. Call it " +
                "only if builder.Environment.IsDevelopment().");
        }

        _time = time;
        _keySet = WriteKeySet();
    }

    /// <summary>The audience that tokens have unless another is asked for: the first that a scheme accepts.</summary>
    public string Audience { get; private set; } = DefaultAudience;

    /// <summary>Its entry in a scheme that accepts these audiences.</summary>
    public JwtConfiguration EntryFor(IEnumerable<string> audiences)
    {
        string[] accepted = [.. audiences.Distinct(StringComparer.Ordinal).DefaultIfEmpty(DefaultAudience)];
        Audience = accepted[0];
        return new JwtConfiguration { Issuer = Name, Audience = accepted, Jwks = _keySet, Algorithms = [Algorithm] };
    }

    /// <summary>A signed token.</summary>
    public string Mint(DevTokenRequest request)
    {
        string input = $"{Encode(WriteHeader)}.{Encode(writer => WritePayload(writer, request))}";
        byte[] signature = _key.SignData(
            System.Text.Encoding.ASCII.GetBytes(input), HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        return $"{input}.{Base64Url.EncodeToString(signature)}";
    }

    public void Dispose() => _key.Dispose();

    private static string Encode(Action<Utf8JsonWriter> write) => Base64Url.EncodeToString(WriteObject(write));

    private static byte[] WriteObject(Action<Utf8JsonWriter> write)
    {
        using MemoryStream buffer = new();
        using (Utf8JsonWriter writer = new(buffer))
        {
            writer.WriteStartObject();
            write(writer);
            writer.WriteEndObject();
        }

        return buffer.ToArray();
    }

    private void WriteHeader(Utf8JsonWriter writer)
    {
        writer.WriteString("alg", Algorithm);
        writer.WriteString("kid", _keyId);
        writer.WriteString("typ", "at+jwt");
    }

    private void WritePayload(Utf8JsonWriter writer, DevTokenRequest request)
    {
        long now = _time.GetUtcNow().ToUnixTimeSeconds();
        Dictionary<string, JsonElement> claims = new(request.Claims, StringComparer.Ordinal);
        void Write(string name, Action write)
        {
            if (!claims.ContainsKey(name))
            {
                write();
            }
        }

        Write("iss", () => writer.WriteString("iss", Name));
        Write("sub", () => writer.WriteString("sub", request.Subject));
        Write("aud", () => writer.WriteString("aud", request.Audience ?? Audience));
        Write("iat", () => writer.WriteNumber("iat", now));
        Write("nbf", () => writer.WriteNumber("nbf", now));
        Write("exp", () => writer.WriteNumber("exp", now + request.Lifetime));
        if (request.Scope is { } scope)
        {
            Write("scope", () => writer.WriteString("scope", scope));
        }

        foreach ((string name, JsonElement value) in claims)
        {
            writer.WritePropertyName(name);
            value.WriteTo(writer);
        }
    }

    private string WriteKeySet()
    {
        ECPoint point = _key.ExportParameters(includePrivateParameters: false).Q;
        return System.Text.Encoding.UTF8.GetString(WriteObject(writer =>
        {
            writer.WriteStartArray("keys");
            writer.WriteStartObject();
            writer.WriteString("kty", "EC");
            writer.WriteString("crv", "P-256");
            writer.WriteString("alg", Algorithm);
            writer.WriteString("use", "sig");
            writer.WriteString("kid", _keyId);
            writer.WriteString("x", Base64Url.EncodeToString(point.X));
            writer.WriteString("y", Base64Url.EncodeToString(point.Y));
            writer.WriteEndObject();
            writer.WriteEndArray();
        }));
    }
}
