using System.Text;
using System.Text.Json.Nodes;
using Authz.Server.Issuer.Login;
using Authz.Testing;
using Microsoft.Extensions.Primitives;

namespace Authz.Server.Issuer;

/// <summary>
/// The dev issuer's token endpoint: client credentials (RFC 6749 section 4.4) for any client, with <c>audience</c> or <c>resource</c>
/// (RFC 8707), codes of logins (RFC 6749 section 4.1.3), and extensions of its own for everything else that a token may hold.
/// </summary>
internal static class TokenEndpoint
{
    /// <summary>Where it is.</summary>
    public const string Path = "/token";

    private const string Basic = "Basic ";
    private const string OfClient = "client_credentials";

    public static void MapToken(this IEndpointRouteBuilder app) => app.MapPost(Path, AnswerAsync);

    private static async Task<IResult> AnswerAsync(HttpContext context, IssuerKeyRing keys, IssuerNonces nonces, CodeExchange codes)
    {
        context.Response.Headers.CacheControl = "no-store";
        if (!context.Request.HasFormContentType)
        {
            return Refuse("invalid_request", "send a form (application/x-www-form-urlencoded).");
        }

        IFormCollection form = await context.Request.ReadFormAsync(context.RequestAborted);
        bool isLogin = form["grant_type"] == LoginMetadata.Grant;
        if (!isLogin && form["grant_type"] != OfClient)
        {
            return Refuse("unsupported_grant_type", $"grant_type must be {OfClient} or {LoginMetadata.Grant}.");
        }

        string algorithm = form["alg"] is [{ } named] ? named : keys.Issuer.CurrentKey.Algorithm;
        if (!SigningKey.SupportedAlgorithms.Contains(algorithm))
        {
            return Refuse("invalid_request", $"alg '{algorithm}' is not one of {string.Join(", ", SigningKey.SupportedAlgorithms)}.");
        }

        // Before the code, which is used up by a look: who lacks a nonce comes again with the same one.
        if (!TryReadProof(context, keys.Issuer, nonces, out GrantProof? proof, out LoginProblem? problem))
        {
            return Refuse(problem!.Error, problem.Description);
        }

        string client = FindClient(context.Request.Headers.Authorization, form["client_id"]);
        CodeGrant? login = isLogin ? codes.Redeem(form, client, proof?.Thumbprint, out problem) : null;
        return problem is not null
            ? Refuse(problem.Error, problem.Description)
            : Issue(keys, algorithm, form, login is null ? TokenGrant.OfClient(client, form) : TokenGrant.OfLogin(login, form["resource"]), proof);
    }

    private static IResult Issue(IssuerKeyRing keys, string algorithm, IFormCollection form, TokenGrant grant, GrantProof? proof)
    {
        SigningKey key = keys.FindOrCreate(algorithm);
        if (TokenShape.Create(keys.Issuer, key, form, grant, out TestToken token, out TimeSpan lifetime) is { } problem)
        {
            return Refuse("invalid_request", problem);
        }

        JsonObject answer = CreateAnswer(Bind(token, proof).Sign(key), lifetime, grant.Scope, proof is null ? "Bearer" : "DPoP");
        if (grant.Login is { } login && login.Scopes.Contains(LoginRequest.OpenId))
        {
            answer["id_token"] = IdToken.Create(keys.Issuer, login);
        }

        return Results.Json(answer);
    }

    private static bool TryReadProof(HttpContext context, FakeIssuer issuer, IssuerNonces nonces, out GrantProof? proof, out LoginProblem? problem)
    {
        (proof, problem) = (null, null);
        if (context.Request.Headers["DPoP"] is not { Count: > 0 } proofs)
        {
            return true;
        }

        proof = proofs.Count == 1 ? GrantProof.Read(proofs[0] ?? "", issuer.TokenEndpoint, issuer.Clock.GetUtcNow()) : null;
        problem = proof is null
            ? new("invalid_dpop_proof", $"send one proof for POST {issuer.TokenEndpoint}, made now.")
            : nonces.Accept(proof.Nonce, context.Response)
                ? null
                : new("use_dpop_nonce", "make a proof with the nonce of the header DPoP-Nonce.");
        return problem is null;
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

    private static JsonObject CreateAnswer(string token, TimeSpan lifetime, string? scope, string type)
    {
        JsonObject answer = new()
        {
            ["access_token"] = token,
            ["token_type"] = type,
            ["expires_in"] = (long)lifetime.TotalSeconds,
        };
        if (scope is not null)
        {
            answer["scope"] = scope;
        }

        return answer;
    }

    // RFC 6749 section 5.2.
    private static IResult Refuse(string error, string description) =>
        Results.Json(new Dictionary<string, string> { ["error"] = error, ["error_description"] = description }, statusCode: 400);
}
