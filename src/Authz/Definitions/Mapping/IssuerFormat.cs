using Authz.Tokens;

namespace Authz.Definitions.Mapping;

/// <summary>The format of one issuer of an authorizer.</summary>
internal static class IssuerFormat
{
    public const string Name = "jwtConfiguration";

    public static readonly ObjectFormat<JwtConfiguration> Issuer = AddKeys(AddTokens(new ObjectFormat<JwtConfiguration>(
        Name, "One issuer of an authorizer, with its own audiences, algorithms and keys.",
        new JwtConfiguration { Issuer = "", Audience = [] })));

    // Which tokens are accepted.
    private static ObjectFormat<JwtConfiguration> AddTokens(ObjectFormat<JwtConfiguration> format) => format
        .Text(
            "issuer", "The exact 'iss'. Without a key source: the https URL from which the keys are discovered.",
            entry => entry.Issuer, (entry, issuer) => entry with { Issuer = issuer }, isRequired: true)
        .Texts(
            "audience", "The accepted values of 'aud', or of 'client_id' if 'aud' is absent.",
            entry => entry.Audience, (entry, audience) => entry with { Audience = audience }, isRequired: true,
            """{ "type": "array", "items": { "type": "string", "minLength": 1 }, "minItems": 1, "maxItems": 50 }""")
        .Texts(
            "tenants", "The tenants whose tokens are accepted: the values of {tenantid} in the issuer.",
            entry => entry.Tenants, (entry, tenants) => entry with { Tenants = tenants })
        .Texts(
            "audienceClaims", "The claims that hold the audience; the first that is present decides. Default: aud, client_id.",
            entry => entry.AudienceClaims, (entry, claims) => entry with { AudienceClaims = claims })
        .Texts(
            "scopeClaims", "The claims that hold scopes, names or JSON Pointers; the first that is present decides. Default: scp, scope.",
            entry => entry.ScopeClaims, (entry, claims) => entry with { ScopeClaims = claims })
        .Texts(
            "algorithms", "The accepted algorithms. Default: all that the compatibility allows.",
            entry => entry.Algorithms, (entry, algorithms) => entry with { Algorithms = algorithms },
            type: $$"""{ "type": "array", "items": {{SchemaType.OneOf(JwsAlgorithmNames.All)}}, "minItems": 1 }""")
        .Time(
            "clockSkew", "Seconds by which the issuer's clock may differ. Default: 60 in standard, 0 in aws.",
            entry => entry.ClockSkew, (entry, skew) => entry with { ClockSkew = skew }, new ValueRange(0, 300, "The clock skew"))
        .Text(
            "requiredTokenType", "The media type that 'typ' must name, such as 'at+jwt'. Default: any.",
            entry => entry.RequiredTokenType, (entry, type) => entry with { RequiredTokenType = type })
        .Property(
            ConditionFormat.Name, "What must hold of every token besides: a block in IAM's grammar, or several, one of which must hold.",
            ConditionFormat.Reference,
            (file, entry) => entry with { Condition = ConditionFormat.Read(file) },
            (writer, entry) => ConditionFormat.Write(writer, entry.Condition));

    // Which keys sign them.
    private static ObjectFormat<JwtConfiguration> AddKeys(ObjectFormat<JwtConfiguration> format) => format
        .Text(
            "metadataUri", "The URL of the issuer's metadata, if it is not below the issuer.",
            entry => entry.MetadataUri, (entry, uri) => entry with { MetadataUri = uri }, type: SchemaType.Url)
        .Text(
            "jwksUri", "The URL of the key set, instead of discovery from the issuer.",
            entry => entry.JwksUri, (entry, uri) => entry with { JwksUri = uri }, type: SchemaType.Url)
        .Text(
            "jwksFile", "The path of a file with the keys: a JWK set, or PEM.",
            entry => entry.JwksFile, (entry, file) => entry with { JwksFile = file })
        .Json("jwks", "The keys themselves: a JWK set.", entry => entry.Jwks, (entry, jwks) => entry with { Jwks = jwks })
        .Texts(
            "insecureHttpHosts", "Hosts, each with its port, that may be asked for keys over http.",
            entry => entry.InsecureHttpHosts, (entry, hosts) => entry with { InsecureHttpHosts = hosts })
        .Text(
            "trustedCertificatesFile", "The path of a PEM file with the only certificates to trust when keys are fetched.",
            entry => entry.TrustedCertificatesFile, (entry, file) => entry with { TrustedCertificatesFile = file })
        .Text(
            "jwksBearerTokenFile", "The path of a file with a bearer token for fetching keys.",
            entry => entry.JwksBearerTokenFile, (entry, file) => entry with { JwksBearerTokenFile = file })
        .Boolean(
            "kidRequired", "Whether a token must name its key. Default: true.",
            entry => entry.KidRequired, (entry, isRequired) => entry with { KidRequired = isRequired }, isSetByDefault: true)
        .Time(
            "maximumKeyAge", "Seconds for which keys serve while the issuer cannot be reached. Default: 86400.",
            entry => entry.MaximumKeyAge, (entry, age) => entry with { MaximumKeyAge = age },
            new ValueRange(1, 604_800, "The maximum key age"));
}
