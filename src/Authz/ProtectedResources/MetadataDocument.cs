using System.Text.Encodings.Web;
using System.Text.Json;
using Authz.Definitions.Mapping;
using Authz.Keys.Sources;

namespace Authz.ProtectedResources;

/// <summary>Writes a resource's metadata (RFC 9728 section 2), all of it from the definition.</summary>
internal static class MetadataDocument
{
    // RFC 6750 sections 2.1 and 2.3: a token in another header or parameter is no bearer method that clients know.
    private const string BearerParameter = "access_token";

    // The document is JSON alone and never part of a page.
    private static readonly JsonWriterOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Write(AuthorizerDefinition authorizer, ProtectedResourceDefinition resource)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter writer = new(stream, s_options))
        {
            writer.WriteStartObject();
            writer.WriteString("resource", resource.Resource);
            WriteList(writer, "authorization_servers", ServersOf(authorizer, resource));
            if (resource.ScopesSupported.Count > 0)
            {
                WriteList(writer, "scopes_supported", resource.ScopesSupported);
            }

            WriteList(writer, "bearer_methods_supported", MethodsOf(IdentitySource.Parse(authorizer.IdentitySource)));
            WriteText(writer, "resource_name", resource.ResourceName);
            WriteText(writer, "resource_documentation", resource.ResourceDocumentation);
            if (authorizer.TokenBinding?.Dpop == TokenBindingRule.Required)
            {
                writer.WriteBoolean("dpop_bound_access_tokens_required", true);
            }

            writer.WriteEndObject();
        }

        return stream.ToArray();
    }

    /// <summary>Whether clients can find an authorization server by this issuer identifier (RFC 8414 section 2).</summary>
    public static bool IsServer(string issuer) =>
        TrustedUrl.ProblemOf(issuer, InsecureHosts.None) is null && !issuer.Contains('?', StringComparison.Ordinal);

    /// <summary>The authorization servers: those that are written, or the issuers.</summary>
    public static IReadOnlyList<string> ServersOf(AuthorizerDefinition authorizer, ProtectedResourceDefinition resource) =>
        resource.AuthorizationServers.Count > 0
            ? resource.AuthorizationServers
            : [.. authorizer.JwtConfiguration.Select(entry => entry.Issuer)];

    private static IReadOnlyList<string> MethodsOf(IdentitySource source) => source switch
    {
        _ when source == IdentitySource.Parse(AuthorizerDefinition.DefaultIdentitySource) => ["header"],
        { Kind: IdentitySourceKind.QueryString, Name: BearerParameter } => ["query"],
        _ => [],
    };

    private static void WriteList(Utf8JsonWriter writer, string name, IReadOnlyList<string> items)
    {
        writer.WritePropertyName(name);
        ValueWriter.Write(writer, items);
    }

    private static void WriteText(Utf8JsonWriter writer, string name, string? text)
    {
        if (text is not null)
        {
            writer.WriteString(name, text);
        }
    }
}
