using System.Text;
using Authz.Json;
using Authz.Keys.Sources;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Authz.Keys.Reading;

/// <summary>Reads an issuer's metadata (OpenID Connect Discovery 1.0 section 3, RFC 8414 section 2).</summary>
internal static class DiscoveryReader
{
    private const int MaximumShownIssuer = 200;

    public static DiscoveryReadResult Read(ReadOnlySpan<byte> document, string issuer)
    {
        if (FindFault(document) is string fault)
        {
            return DiscoveryReadResult.Failed(fault);
        }

        OpenIdConnectConfiguration metadata;
        try
        {
            metadata = OpenIdConnectConfiguration.Create(Encoding.UTF8.GetString(document));
        }
        catch (ArgumentException)
        {
            return DiscoveryReadResult.Failed("A member of the discovery document has the wrong type.");
        }

        // OpenID Connect Discovery 1.0 section 4.3, RFC 8414 section 3.3: identical, or whoever serves it could pose as the issuer.
        if (!string.Equals(metadata.Issuer, issuer, StringComparison.Ordinal))
        {
            return DiscoveryReadResult.Failed(
                $"The discovery document is of another issuer than {issuer}: it names {Describe(metadata.Issuer)}; the two must be equal, " +
                "slash included.");
        }

        return TrustedUrl.ProblemOf(metadata.JwksUri, issuer) is { } problem
            ? DiscoveryReadResult.Failed($"jwks_uri {problem}.")
            : new DiscoveryReadResult(new Uri(metadata.JwksUri), null);
    }

    // The server of the document chooses the text.
    private static string Describe(string? issuer) => issuer switch
    {
        null => "none",
        { Length: > MaximumShownIssuer } => $"'{DefinitionProblem.OnOneLine(issuer[..MaximumShownIssuer])}…'",
        _ => $"'{DefinitionProblem.OnOneLine(issuer)}'",
    };

    private static string? FindFault(ReadOnlySpan<byte> document)
    {
        Span<ulong> names = stackalloc ulong[JsonNameScopes.MaximumNames];
        StrictJsonReader reader = new(document, KeyLimits.JsonDepth, names);
        string? fault = reader.Read() && reader.Kind == JsonTokenKind.StartObject ? null : "The discovery document is not a JSON object.";
        while (fault is null && reader.Read() && reader.Kind == JsonTokenKind.Name)
        {
            // The model reads ISSUER as issuer; then the document would have two readings.
            bool isWanted = Is(reader, "issuer"u8) || Is(reader, "jwks_uri"u8);
            string name = JsonText.ToText(reader.Value, reader.IsEscaped);
            bool isLookAlike = !isWanted
                && (name.Equals("issuer", StringComparison.OrdinalIgnoreCase)
                    || name.Equals("jwks_uri", StringComparison.OrdinalIgnoreCase));
            bool isRead = reader.Read();
            fault = isLookAlike || (isWanted && isRead && reader.Kind != JsonTokenKind.String)
                ? $"The member {name.ToLowerInvariant()} must be a string and spelled in lower case."
                : null;
            reader.SkipChildren();
        }

        return fault
            ?? (!reader.Read() && reader.IsComplete ? null : "The discovery document is not JSON with exactly one reading (RFC 8259).");
    }

    private static bool Is(StrictJsonReader reader, ReadOnlySpan<byte> name) => JsonText.Equals(reader.Value, reader.IsEscaped, name);
}

/// <summary>The result of reading a discovery document: the address of the keys, or the error.</summary>
internal readonly record struct DiscoveryReadResult(Uri? KeySetAddress, string? Error)
{
    public static DiscoveryReadResult Failed(string error) => new(null, error);
}
