using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Authz.Tests.Properties;

/// <summary>One definition, as our engine and as IdentityModel have it.</summary>
internal sealed class DifferentialCase : IDisposable
{
    private static readonly JsonWebTokenHandler s_handler = new() { MapInboundClaims = false };
    private static readonly IList<SecurityKey> s_keys = new JsonWebKeySet(TestKeys.SetOf(TestKeys.All).ToJsonString()).GetSigningKeys();

    private readonly TokenValidationParameters _parameters;

    public DifferentialCase(CompatibilityMode mode, string[] audience, string[]? algorithms, int skew)
    {
        Api = new TestApi(mode: mode, configure: entry => entry with
        {
            Audience = audience,
            Algorithms = algorithms,
            ClockSkew = TimeSpan.FromSeconds(skew),
        });
        _parameters = new TokenValidationParameters
        {
            ValidIssuer = TestApi.Issuer,
            IssuerSigningKeys = s_keys,
            ValidAlgorithms = algorithms
                ?? (mode == CompatibilityMode.Aws ? ["RS256", "RS384", "RS512"] : [.. Testing.SigningKey.SupportedAlgorithms]),
            ClockSkew = TimeSpan.FromSeconds(skew),
            AudienceValidator = (audiences, token, _) => IsAudienceMet([.. audiences], (JsonWebToken)token, audience),
            LifetimeValidator = (notBefore, expires, _, parameters) => IsInForce(notBefore, expires, parameters.ClockSkew),
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
    private static bool IsInForce(DateTime? notBefore, DateTime? expires, TimeSpan skew)
    {
        DateTime now = DateTimeOffset.FromUnixTimeSeconds(TestApi.Now).UtcDateTime;
        return expires is not null
            && !(notBefore > expires)
            && !(notBefore > now + skew)
            && !(expires < now - skew);
    }
}
