using System.Text.Json.Nodes;
using Authz.Testing;
using Authz.Testing.Policies.Reading;
using Microsoft.Extensions.Primitives;

namespace Authz.Server.Issuer;

/// <summary>
/// The dev issuer's token endpoint: client credentials (RFC 6749 section 4.4) for any client, with <c>audience</c> or <c>resource</c>
/// (RFC 8707), and its own extensions: <c>alg</c>, <c>claim</c>, <c>expires_in</c>.
/// </summary>
internal static class TokenEndpoint
{
    private static readonly TimeSpan s_defaultLifetime = TimeSpan.FromHours(1);

    public static void MapToken(this IEndpointRouteBuilder app) => app.MapPost("/token", AnswerAsync);

    private static async Task<IResult> AnswerAsync(HttpContext context, FakeIssuer issuer)
    {
        context.Response.Headers.CacheControl = "no-store";
        if (!context.Request.HasFormContentType)
        {
            return Refuse("invalid_request", "send a form (application/x-www-form-urlencoded).");
        }

        IFormCollection form = await context.Request.ReadFormAsync(context.RequestAborted);
        string[] audience = [.. form["audience"].Concat(form["resource"]).OfType<string>()];
        if (form["grant_type"] != "client_credentials")
        {
            return Refuse("unsupported_grant_type", "grant_type must be client_credentials.");
        }

        if (audience.Length == 0)
        {
            return Refuse("invalid_target", "name an audience or a resource.");
        }

        SigningKey? key = form["alg"] is [{ } algorithm] ? issuer.FindKey(algorithm) : issuer.CurrentKey;
        if (key is null)
        {
            return Refuse("invalid_request", $"no key signs {form["alg"]}; make one with POST /control/rotate?alg=.");
        }

        TimeSpan lifetime = s_defaultLifetime;
        if (form["expires_in"] is [var expiresIn] && !Duration.TryParse(expiresIn, out lifetime))
        {
            return Refuse("invalid_request", $"expires_in '{expiresIn}' is not a duration such as 90s, 5m or 1h.");
        }

        TestToken token = CreateToken(issuer, form, audience, lifetime);
        return AddClaims(token, form["claim"]) is { } malformed
            ? Refuse("invalid_request", $"claim '{malformed}' is neither k=v nor k:=v with v in JSON.")
            : Results.Json(CreateAnswer(token.Sign(key), lifetime, form["scope"]));
    }

    // The claims and the type of RFC 9068 section 2.
    private static TestToken CreateToken(FakeIssuer issuer, IFormCollection form, string[] audience, TimeSpan lifetime)
    {
        DateTimeOffset now = issuer.Clock.GetUtcNow();
        string client = form["client_id"] is [{ } id] ? id : "dev-client";
        TestToken token = issuer.Token(audience[0], form["scope"] is [{ } scope] ? scope : null)
            .WithHeader("typ", "at+jwt")
            .With("sub", client)
            .With("client_id", client)
            .With("jti", Guid.NewGuid().ToString())
            .With("exp", now + lifetime);
        if (lifetime <= TimeSpan.Zero)
        {
            // An expired token was once in order: nbf never follows exp.
            token.With("iat", now + lifetime - s_defaultLifetime).With("nbf", now + lifetime - s_defaultLifetime);
        }

        return audience.Length == 1 ? token : token.With("aud", new JsonArray([.. audience.Select(name => JsonValue.Create(name))]));
    }

    private static string? AddClaims(TestToken token, StringValues arguments)
    {
        foreach (string? argument in arguments)
        {
            if (!ClaimArgument.TryParse(argument, out string name, out JsonNode? value))
            {
                return argument;
            }

            token.With(name, value);
        }

        return null;
    }

    private static JsonObject CreateAnswer(string token, TimeSpan lifetime, StringValues scope)
    {
        JsonObject answer = new()
        {
            ["access_token"] = token,
            ["token_type"] = "Bearer",
            ["expires_in"] = (long)lifetime.TotalSeconds,
        };
        if (scope is [{ } granted])
        {
            answer["scope"] = granted;
        }

        return answer;
    }

    // RFC 6749 section 5.2; invalid_target is of RFC 8707 section 2.
    private static IResult Refuse(string error, string description) =>
        Results.Json(new Dictionary<string, string> { ["error"] = error, ["error_description"] = description }, statusCode: 400);
}
