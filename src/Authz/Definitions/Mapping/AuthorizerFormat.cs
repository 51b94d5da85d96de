using System.Text.Json;

namespace Authz.Definitions.Mapping;

/// <summary>The format of a JWT authorizer and of its issuers.</summary>
internal static class AuthorizerFormat
{
    private const string Issuers = "jwtConfiguration";

    private static readonly string s_issuer = SchemaType.Reference(Issuers);

    private static readonly string[] s_algorithms =
        ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"];

    public static readonly ObjectFormat<JwtConfiguration> Issuer = new ObjectFormat<JwtConfiguration>(
            Issuers, "One issuer of an authorizer, with its own audiences, algorithms and keys.",
            new JwtConfiguration { Issuer = "", Audience = [] })
        .Text(
            "issuer", "The exact 'iss': https, or http on a loopback address.",
            entry => entry.Issuer, (entry, issuer) => entry with { Issuer = issuer }, isRequired: true, SchemaType.Url)
        .Texts(
            "audience", "The accepted values of 'aud', or of 'client_id' if 'aud' is absent.",
            entry => entry.Audience, (entry, audience) => entry with { Audience = audience }, isRequired: true,
            """{ "type": "array", "items": { "type": "string", "minLength": 1 }, "minItems": 1, "maxItems": 50 }""")
        .Texts(
            "algorithms", "The accepted algorithms. Default: all that the compatibility allows.",
            entry => entry.Algorithms, (entry, algorithms) => entry with { Algorithms = algorithms },
            type: $$"""{ "type": "array", "items": {{SchemaType.OneOf(s_algorithms)}}, "minItems": 1 }""")
        .Time(
            "clockSkew", "Seconds by which the issuer's clock may differ. Default: 60 in standard, 0 in aws.",
            entry => entry.ClockSkew, (entry, skew) => entry with { ClockSkew = skew }, new ValueRange(0, 300, "The clock skew"))
        .Text(
            "jwksUri", "The URL of the key set, instead of discovery from the issuer.",
            entry => entry.JwksUri, (entry, uri) => entry with { JwksUri = uri }, type: SchemaType.Url)
        .Text(
            "jwksFile", "The path of a file with the keys: a JWK set, or PEM.",
            entry => entry.JwksFile, (entry, file) => entry with { JwksFile = file })
        .Json("jwks", "The keys themselves: a JWK set.", entry => entry.Jwks, (entry, jwks) => entry with { Jwks = jwks })
        .Text(
            "requiredTokenType", "The media type that 'typ' must name, such as 'at+jwt'. Default: any.",
            entry => entry.RequiredTokenType, (entry, type) => entry with { RequiredTokenType = type })
        .Time(
            "maximumKeyAge", "Seconds for which keys serve while the issuer cannot be reached. Default: 86400.",
            entry => entry.MaximumKeyAge, (entry, age) => entry with { MaximumKeyAge = age },
            new ValueRange(1, 604_800, "The maximum key age"));

    public static readonly ObjectFormat<AuthorizerDefinition> Authorizer = new ObjectFormat<AuthorizerDefinition>(
            "jwtAuthorizer", "A JWT authorizer: the token's place and its accepted issuers.",
            new AuthorizerDefinition { JwtConfiguration = [] })
        .Kind("JWT")
        .Text(
            "identitySource", $"The token's place. Default: {AuthorizerDefinition.DefaultIdentitySource}.",
            authorizer => authorizer.IdentitySource, (authorizer, source) => authorizer with { IdentitySource = source },
            type: """{ "type": "string", "pattern": "^\\$request\\.(header|querystring)\\..+$" }""")
        .Property(
            Issuers, "The issuer whose tokens are accepted, or several, chosen by exact 'iss'.",
            $$"""{ "oneOf": [{{s_issuer}}, { "type": "array", "items": {{s_issuer}}, "minItems": 1 }] }""",
            (file, authorizer) => authorizer with { JwtConfiguration = [.. file.ObjectOrList(Issuers).Select(Issuer.Read)] },
            WriteIssuers, isRequired: true);

    private static void WriteIssuers(Utf8JsonWriter writer, AuthorizerDefinition authorizer)
    {
        writer.WritePropertyName(Issuers);
        if (authorizer.JwtConfiguration is [JwtConfiguration only])
        {
            Issuer.Write(writer, only);
        }
        else
        {
            ValueWriter.Write(writer, authorizer.JwtConfiguration, Issuer.Write);
        }
    }
}
