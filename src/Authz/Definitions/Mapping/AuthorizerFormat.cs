using System.Text.Json;
using Authz.Tokens;

namespace Authz.Definitions.Mapping;

/// <summary>The format of a JWT authorizer.</summary>
internal static class AuthorizerFormat
{
    private const string Issuers = IssuerFormat.Name;

    private static readonly string s_issuer = SchemaType.Reference(Issuers);

    public static readonly ObjectFormat<AuthorizerDefinition> Authorizer = new ObjectFormat<AuthorizerDefinition>(
            "jwtAuthorizer", "A JWT authorizer: the token's place and its accepted issuers.",
            new AuthorizerDefinition { JwtConfiguration = [] })
        .Kind("JWT")
        .Text(
            "identitySource", $"The token's place. Default: {AuthorizerDefinition.DefaultIdentitySource}.",
            authorizer => authorizer.IdentitySource, (authorizer, source) => authorizer with { IdentitySource = source },
            type: """{ "type": "string", "pattern": "^\\$request\\.(header|querystring)\\..+$" }""")
        .WholeNumber(
            "maximumTokenLength", "The longest token that is looked at, in characters. Default: 8192 in standard, 10240 in aws.",
            authorizer => authorizer.MaximumTokenLength, (authorizer, length) => authorizer with { MaximumTokenLength = length },
            new ValueRange(TokenLimits.SmallestTokenLength, TokenLimits.LargestTokenLength, "The maximum token length") { Unit = "characters" })
        .Object(
            "tokenBinding", "How tokens must be bound to their sender. Default: bound tokens are refused.", TokenBindingFormat.TokenBinding,
            authorizer => authorizer.TokenBinding, (authorizer, binding) => authorizer with { TokenBinding = binding })
        .Object(
            "revocation", "Which tokens are refused because they were revoked. Default: none.", RevocationFormat.Revocation,
            authorizer => authorizer.Revocation, (authorizer, revocation) => authorizer with { Revocation = revocation })
        .Property(
            Issuers, "The issuer whose tokens are accepted, or several, chosen by exact 'iss'.",
            $$"""{ "oneOf": [{{s_issuer}}, { "type": "array", "items": {{s_issuer}}, "minItems": 1 }] }""",
            (file, authorizer) => authorizer with { JwtConfiguration = [.. file.ObjectOrList(Issuers).Select(IssuerFormat.Issuer.Read)] },
            WriteIssuers, isRequired: true)
        .Object(
            "protectedResource", "How clients learn what token to get (RFC 9728).", ProtectedResourceFormat.ProtectedResource,
            authorizer => authorizer.ProtectedResource, (authorizer, resource) => authorizer with { ProtectedResource = resource });

    private static void WriteIssuers(Utf8JsonWriter writer, AuthorizerDefinition authorizer)
    {
        writer.WritePropertyName(Issuers);
        if (authorizer.JwtConfiguration is [JwtConfiguration only])
        {
            IssuerFormat.Issuer.Write(writer, only);
        }
        else
        {
            ValueWriter.Write(writer, authorizer.JwtConfiguration, IssuerFormat.Issuer.Write);
        }
    }
}
