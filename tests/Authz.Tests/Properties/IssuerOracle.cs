using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;
using Microsoft.IdentityModel.Validators;

namespace Authz.Tests.Properties;

/// <summary>
/// What Microsoft's library says of signature, tenant and the issuer of a key, and what the words of the definition say of the rest, read
/// by the platform's parser.
/// </summary>
internal sealed class IssuerOracle
{
    private static readonly JsonWebTokenHandler s_handler = new() { MapInboundClaims = false };

    private readonly IssuerDefinition _definition;

    public IssuerOracle(IssuerDefinition definition) => _definition = definition;

    public async Task<bool> IsAcceptedAsync(string token)
    {
        string[] parts = token.Split('.');
        JsonElement header = Decode(parts[0]);
        JsonElement payload = Decode(parts[1]);
        foreach (JsonObject jwk in NamedBy(header))
        {
            if (await IsSignedAsync(token, jwk) && IsTenantListed(payload) && IsAudienceOurs(payload) && HasScope(payload))
            {
                return true;
            }
        }

        return false;
    }

    private async Task<bool> IsSignedAsync(string token, JsonObject jwk)
    {
        var keys = new JsonWebKeySet($$"""{"keys":[{{jwk}}]}""");
        OpenIdConnectConfiguration configuration = new() { Issuer = _definition.Issuer, JsonWebKeySet = keys };
        configuration.SigningKeys.Add(keys.Keys[0]);
        TokenValidationParameters parameters = new()
        {
            ValidIssuer = _definition.Issuer,
            IssuerSigningKey = keys.Keys[0],
            TryAllIssuerSigningKeys = true,
            ValidateAudience = false,
            LifetimeValidator = (_, _, _, _) => true,
            ConfigurationManager = new StaticConfigurationManager<OpenIdConnectConfiguration>(configuration),
        };
        if (_definition.Tenants.Length > 0)
        {
            parameters.IssuerValidator = AadIssuerValidator.GetAadIssuerValidator("https://login.example.com/common/v2.0").Validate;
            parameters.EnableAadSigningKeyIssuerValidation();
        }

        bool isForIssuer = _definition.Tenants.Length > 0
            || jwk["issuer"] is not { } issuer || issuer.ToString() == _definition.Issuer;
        return isForIssuer && (await s_handler.ValidateTokenAsync(token, parameters)).IsValid;
    }

    // A kid decides alone; then the stronger hash, then the weaker, each the key's own or its kid; then the only one that fits.
    private IEnumerable<JsonObject> NamedBy(JsonElement header)
    {
        string algorithm = header.GetProperty("alg").GetString()!;
        JsonObject[] fitting =
            [.. _definition.Keys.Where(key => key.Signer.Algorithm == algorithm).Select(key => key.Jwk)];
        foreach (string name in (string[])["kid", "x5t#S256", "x5t"])
        {
            if (header.TryGetProperty(name, out JsonElement value))
            {
                return fitting.Where(jwk => jwk[name]?.ToString() == value.GetString()
                    || (name != "kid" && jwk["kid"]?.ToString() == value.GetString()));
            }
        }

        return _definition.KidRequired ? [] : fitting;
    }

    private bool IsTenantListed(JsonElement payload) => _definition.Tenants.Length == 0
        || (payload.GetProperty("tid") is { ValueKind: JsonValueKind.String } tenant && _definition.Tenants.Contains(tenant.GetString()));

    private bool IsAudienceOurs(JsonElement payload) =>
        FirstOf(payload, _definition.AudienceClaims ?? ["aud", "client_id"], out _) is { } claim
        && Texts(claim) is { } audiences && audiences.Contains(TestApi.Audience);

    private bool HasScope(JsonElement payload)
    {
        if (FirstOf(payload, _definition.ScopeClaims ?? ["scp", "scope"], out string name) is not { } claim || Texts(claim) is not { } scopes)
        {
            return false;
        }

        bool isList = claim.ValueKind == JsonValueKind.String && name is "scp" or "scope";
        return (isList ? scopes.SelectMany(text => text.Split(' ')) : scopes).Contains(IssuerDefinition.Scope);
    }

    private static JsonElement? FirstOf(JsonElement payload, string[] names, out string found)
    {
        foreach (string name in names)
        {
            JsonElement? at = payload;
            foreach (string step in name.Split('/', StringSplitOptions.RemoveEmptyEntries))
            {
                at = at is { ValueKind: JsonValueKind.Object } parent && parent.TryGetProperty(step, out JsonElement child) ? child : null;
            }

            if (at is not null)
            {
                found = name;
                return at;
            }
        }

        found = "";
        return null;
    }

    private static string[]? Texts(JsonElement claim) => claim.ValueKind switch
    {
        JsonValueKind.String => [claim.GetString()!],
        JsonValueKind.Array when claim.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String) =>
            [.. claim.EnumerateArray().Select(item => item.GetString()!)],
        _ => null,
    };

    private static JsonElement Decode(string part) => JsonElement.Parse(Base64UrlEncoder.DecodeBytes(part));
}
