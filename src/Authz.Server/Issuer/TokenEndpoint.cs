using System.Text;
using System.Text.Json.Nodes;
using Authz.Testing;
using Microsoft.Extensions.Primitives;

namespace Authz.Server.Issuer;

/// <summary>
/// The dev issuer's token endpoint: client credentials (RFC 6749 section 4.4) for any client, with <c>audience</c> or <c>resource</c>
/// (RFC 8707), and extensions of its own for everything else that a token may hold.
/// </summary>
internal static class TokenEndpoint
{
    private const string Basic = "Basic ";

    public static void MapToken(this IEndpointRouteBuilder app) => app.MapPost("/token", AnswerAsync);

    private static async Task<IResult> AnswerAsync(HttpContext context, IssuerKeyRing keys, IssuerNonces nonces)
    {
        context.Response.Headers.CacheControl = "no-store";
        if (!context.Request.HasFormContentType)
        {
            return Refuse("invalid_request", "send a form (application/x-www-form-urlencoded).");
        }

        IFormCollection form = await context.Request.ReadFormAsync(context.RequestAborted);
        if (form["grant_type"] != "client_credentials")
        {
            return Refuse("unsupported_grant_type", "grant_type must be client_credentials.");
        }

        string algorithm = form["alg"] is [{ } named] ? named : keys.Issuer.CurrentKey.Algorithm;
        if (!SigningKey.SupportedAlgorithms.Contains(algorithm))
        {
            return Refuse("invalid_request", $"alg '{algorithm}' is not one of {string.Join(", ", SigningKey.SupportedAlgorithms)}.");
        }

        GrantProof? proof = null;
        if (context.Request.Headers["DPoP"] is { Count: > 0 } proofs)
        {
            proof = proofs.Count == 1 ? GrantProof.Read(proofs[0] ?? "", keys.Issuer.TokenEndpoint, keys.Issuer.Clock.GetUtcNow()) : null;
            if (proof is null)
            {
                return Refuse("invalid_dpop_proof", $"send one proof for POST {keys.Issuer.TokenEndpoint}, made now.");
            }

            if (!nonces.Accept(proof.Nonce, context.Response))
            {
                return Refuse("use_dpop_nonce", "make a proof with the nonce of the header DPoP-Nonce.");
            }
        }

        SigningKey key = keys.FindOrCreate(algorithm);
        string client = FindClient(context.Request.Headers.Authorization, form["client_id"]);
        return TokenShape.Create(keys.Issuer, key, form, client, out TestToken token, out TimeSpan lifetime) is { } problem
            ? Refuse("invalid_request", problem)
            : Results.Json(CreateAnswer(Bind(token, proof).Sign(key), lifetime, form["scope"], proof is null ? "Bearer" : "DPoP"));
    }

    // RFC 6749 section 2.3.1; whatever cannot be read is no client's name, and any client is welcome.
    private static string FindClient(string? authorization, StringValues formClient)
    {
        if (authorization is not null && authorization.StartsWith(Basic, StringComparison.OrdinalIgnoreCase))
        {
            byte[] credentials = new byte[authorization.Length];
            if (Convert.TryFromBase64Chars(authorization.AsSpan(Basic.Length), credentials, out int length))
            {
                return Uri.UnescapeDataString(Encoding.UTF8.GetString(credentials, 0, length).Split(':')[0].Replace('+', ' '));
            }
        }

        return formClient is [{ } id] ? id : "dev-client";
    }

    private static TestToken Bind(TestToken token, GrantProof? proof) =>
        proof is null ? token : token.With("cnf", new JsonObject { ["jkt"] = proof.Thumbprint });

    private static JsonObject CreateAnswer(string token, TimeSpan lifetime, StringValues scope, string type)
    {
        JsonObject answer = new()
        {
            ["access_token"] = token,
            ["token_type"] = type,
            ["expires_in"] = (long)lifetime.TotalSeconds,
        };
        if (scope is [{ } granted])
        {
            answer["scope"] = granted;
        }

        return answer;
    }

    // RFC 6749 section 5.2.
    private static IResult Refuse(string error, string description) =>
        Results.Json(new Dictionary<string, string> { ["error"] = error, ["error_description"] = description }, statusCode: 400);
}
