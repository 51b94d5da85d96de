using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Authz.Tests.Properties;

/// <summary>One definition, as our engine and as IdentityModel have it.</summary>
internal sealed class DifferentialCase : IDisposable
{
    private static readonly JsonWebTokenHandler s_handler = new() { MapInboundClaims = false };
    private static readonly IList<SecurityKey> s_keys = new JsonWebKeySet(TestKeys.SetOf(TestKeys.All).ToJsonString()).GetSigningKeys();

    private readonly TokenValidationParameters _parameters;

    public DifferentialCase(DifferentialDefinition definition)
    {
        Api = new TestApi(TestKeys.SetOf(definition.Keys), definition.Mode, now: definition.Now, configure: entry => entry with
        {
            Audience = definition.Audiences,
            Algorithms = definition.Algorithms,
            ClockSkew = TimeSpan.FromSeconds(definition.Skew),
            RequiredTokenType = definition.RequiredType,
        });
        _parameters = new TokenValidationParameters
        {
            ValidIssuer = TestApi.Issuer,
            IssuerSigningKeys = s_keys.Where(key => definition.Keys.Any(published => published.KeyId == key.KeyId)),
            ValidAlgorithms = definition.AllowedAlgorithms,
            AudienceValidator = (audiences, token, _) => IsAudienceMet([.. audiences], (JsonWebToken)token, definition.Audiences),
            LifetimeValidator = (notBefore, expires, _, _) => IsInForce(notBefore, expires, definition),
            TypeValidator = definition.RequiredType is { } required ? (type, _, _) => Typed(type, required) : null,
        };
    }

    public TestApi Api { get; }

    public async Task<bool> IsAcceptedByIdentityModelAsync(string token) =>
        (await s_handler.ValidateTokenAsync(token, _parameters)).IsValid;

    public void Dispose() => Api.Dispose();

    // The rule of the service: client_id counts where there is no aud.
    private static bool IsAudienceMet(string[] audiences, JsonWebToken token, string[] accepted) => audiences.Length > 0
        ? audiences.Intersect(accepted, StringComparer.Ordinal).Any()
        : token.TryGetPayloadValue("client_id", out string? client) && accepted.Contains(client);

    // The library's own rule (Validators.ValidateLifetime) with our clock in place of the machine's.
    private static bool IsInForce(DateTime? notBefore, DateTime? expires, DifferentialDefinition definition)
    {
        DateTime now = DateTimeOffset.FromUnixTimeSeconds(definition.Now).UtcDateTime;
        TimeSpan skew = TimeSpan.FromSeconds(definition.Skew);
        return expires is not null
            && !(notBefore > expires)
            && !(notBefore > now + skew)
            && !(expires < now - skew);
    }

    // The library's own rule compares by case and without RFC 7515 section 4.1.9, by which application/ may be left out.
    private static string Typed(string? type, string required) =>
        string.Equals(Subtype(type ?? ""), Subtype(required), StringComparison.OrdinalIgnoreCase)
            ? type!
            : throw new SecurityTokenInvalidTypeException();

    private static string Subtype(string type) =>
        type.StartsWith("application/", StringComparison.OrdinalIgnoreCase) ? type["application/".Length..] : type;
}
