using Authz.Json;
using Authz.Keys.Sources;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Authz.Keys.Reading;

/// <summary>
/// Reads the two members that matter of an issuer's metadata (OpenID Connect Discovery 1.0 section 3, RFC 8414 section 2). Whatever else
/// the document says may be wrong without harm.
/// </summary>
internal static class DiscoveryReader
{
    private const int MaximumShownText = 200;

    private const string Issuer = "issuer";
    private const string KeySet = "jwks_uri";

    /// <param name="document">The document.</param>
    /// <param name="issuer">The issuer that it must name.</param>
    /// <param name="address">Where it was fetched.</param>
    /// <param name="insecure">The hosts that may be asked over http.</param>
    public static DiscoveryReadResult Read(ReadOnlySpan<byte> document, string issuer, Uri address, InsecureHosts insecure)
    {
        OpenIdConnectConfiguration metadata = new();
        if (Read(ByteOrderMark.Skip(document), metadata) is string fault)
        {
            return DiscoveryReadResult.Failed(fault);
        }

        // OpenID Connect Discovery 1.0 section 4.3, RFC 8414 section 3.3: identical, or whoever serves it could pose as the issuer.
        if (!string.Equals(metadata.Issuer, issuer, StringComparison.Ordinal))
        {
            return DiscoveryReadResult.Failed(
                $"The discovery document is of another issuer than {issuer}, slash included: it names {Describe(metadata.Issuer)}.",
                isOtherSpelling: metadata.Issuer == FinalSlash.Toggle(issuer));
        }

        return TrustedUrl.ProblemOfNamed(metadata.JwksUri, address, insecure) is { } problem
            ? DiscoveryReadResult.Failed($"jwks_uri {problem}{Quote(metadata.JwksUri)}.")
            : new DiscoveryReadResult(new Uri(metadata.JwksUri), null);
    }

    // The server of the document chooses the text.
    private static string Describe(string? text) => text switch
    {
        null => "none",
        { Length: > MaximumShownText } => $"'{DefinitionProblem.OnOneLine(text[..MaximumShownText])}…'",
        _ => $"'{DefinitionProblem.OnOneLine(text)}'",
    };

    // User information may be a password, which belongs in no log.
    private static string Quote(string? url) => url is null || url.Contains('@', StringComparison.Ordinal) ? "" : $": {Describe(url)}";

    private static string? Read(ReadOnlySpan<byte> document, OpenIdConnectConfiguration metadata)
    {
        Span<ulong> names = stackalloc ulong[JsonNameScopes.MaximumNames];
        StrictJsonReader reader = new(document, KeyLimits.JsonDepth, names);
        string? fault = reader.Read() && reader.Kind == JsonTokenKind.StartObject ? null : "The discovery document is not a JSON object.";
        while (fault is null && reader.Read() && reader.Kind == JsonTokenKind.Name)
        {
            string name = JsonText.ToText(reader.Value, reader.IsEscaped);
            reader.Read();
            fault = Take(name, reader, metadata);
            reader.SkipChildren();
        }

        return fault
            ?? (!reader.Read() && reader.IsComplete ? null : "The discovery document is not JSON with exactly one reading (RFC 8259).");
    }

    private static string? Take(string name, StrictJsonReader reader, OpenIdConnectConfiguration metadata)
    {
        // A reader without regard to case takes ISSUER for issuer; then the document would have two readings.
        string? wanted = Array.Find([Issuer, KeySet], member => member.Equals(name, StringComparison.OrdinalIgnoreCase));
        if (wanted is null)
        {
            return null;
        }

        if (name != wanted || reader.Kind != JsonTokenKind.String)
        {
            return $"The member {wanted} must be a string and spelled in lower case.";
        }

        string text = JsonText.ToText(reader.Value, reader.IsEscaped);
        (metadata.Issuer, metadata.JwksUri) = wanted == Issuer ? (text, metadata.JwksUri) : (metadata.Issuer, text);
        return null;
    }
}

/// <summary>The result of reading a discovery document: the address of the keys, or the error.</summary>
internal readonly record struct DiscoveryReadResult(Uri? KeySetAddress, string? Error)
{
    /// <summary>Whether the document names the issuer, but for a final slash.</summary>
    public bool IsOtherSpelling { get; private init; }

    public static DiscoveryReadResult Failed(string error, bool isOtherSpelling = false) =>
        new(null, error) { IsOtherSpelling = isOtherSpelling };
}
