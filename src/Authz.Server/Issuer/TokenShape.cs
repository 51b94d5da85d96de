using System.Text.Json.Nodes;
using Authz.Server.Issuer.Login;
using Authz.Testing;
using Authz.Testing.Policies.Reading;
using Microsoft.Extensions.Primitives;

namespace Authz.Server.Issuer;

/// <summary>Makes the token that a form asks for: the claims of RFC 9068 section 2, and whatever else the form wants.</summary>
internal static class TokenShape
{
    private static readonly TimeSpan s_defaultLifetime = TimeSpan.FromHours(1);

    /// <summary>How a token may name its key: by one of these header parameters, or not at all.</summary>
    public static IReadOnlyList<string> KeyNames { get; } = ["kid", "x5t", "x5t#S256", "none"];

    /// <returns>What is wrong with the form; null if the token is made.</returns>
    public static string? Create(
        FakeIssuer issuer, SigningKey key, IFormCollection form, TokenGrant grant, out TestToken token, out TimeSpan lifetime)
    {
        (token, lifetime) = (issuer.Token(string.Empty, grant.Scope), s_defaultLifetime);
        if (form["expires_in"] is [var expiresIn] && !Duration.TryParse(expiresIn, out lifetime))
        {
            return $"expires_in '{expiresIn}' is not a duration such as 90s, 5m or 1h.";
        }

        token.WithHeader("typ", "at+jwt").With("sub", grant.Subject).With("client_id", grant.ClientId).With("jti", Guid.NewGuid().ToString());
        AddTimes(token, issuer.Clock.GetUtcNow(), lifetime);
        AddAudience(token, grant.Audience);
        AddLogin(token, grant.Login);
        return AddTenant(token, issuer, form["tenant"])
            ?? NameKey(token, key, form["key_name"])
            ?? Add(form["claim"], "claim", token.Claims)
            ?? Add(form["header"], "header", token.Header);
    }

    private static void AddTimes(TestToken token, DateTimeOffset now, TimeSpan lifetime)
    {
        token.With("exp", now + lifetime);
        if (lifetime <= TimeSpan.Zero)
        {
            // An expired token was once in order: nbf never follows exp.
            token.With("iat", now + lifetime - s_defaultLifetime).With("nbf", now + lifetime - s_defaultLifetime);
        }
    }

    // RFC 9068 section 2.2.1: so that APIs may ask for a step-up (RFC 9470).
    private static void AddLogin(TestToken token, CodeGrant? login)
    {
        if (login is not null)
        {
            token.With("auth_time", login.SignedInAt);
        }

        if (login?.Acr is { } acr)
        {
            token.With("acr", acr);
        }
    }

    private static void AddAudience(TestToken token, IReadOnlyList<string> audience) => _ = audience switch
    {
        [] => token.Without("aud"),
        [string only] => token.With("aud", only),
        _ => token.With("aud", new JsonArray([.. audience.Select(name => JsonValue.Create(name))])),
    };

    private static string? AddTenant(TestToken token, FakeIssuer issuer, StringValues tenant)
    {
        if (tenant is not [{ } name])
        {
            return null;
        }

        token.With("iss", $"{issuer.Issuer}{name}/").With("tid", name);
        return name.Length == 0 || name.AsSpan().ContainsAny("/?#\\") ? $"tenant '{name}' is not one segment of a path." : null;
    }

    private static string? NameKey(TestToken token, SigningKey key, StringValues name)
    {
        if (name is not [{ } parameter] || parameter == "kid")
        {
            return null;
        }

        token.WithoutHeader("kid");
        if (parameter != "none")
        {
            token.WithHeader(parameter, key.KeyId);
        }

        return KeyNames.Contains(parameter) ? null : $"key_name '{parameter}' is not one of {string.Join(", ", KeyNames)}.";
    }

    private static string? Add(StringValues arguments, string parameter, JsonObject members)
    {
        foreach (string? argument in arguments)
        {
            if (!ClaimArgument.TryParse(argument, out string name, out JsonNode? value))
            {
                return $"{parameter} '{argument}' is neither k=v nor k:=v with v in JSON.";
            }

            members[name] = value;
        }

        return null;
    }
}
