using System.Text.Json.Nodes;

namespace Authz.Tests.Documentation;

/// <summary>A recipe of docs/issuers.md, and a token of the shape that its page describes.</summary>
/// <param name="Name">The recipe's heading.</param>
/// <param name="Configuration">Its lines.</param>
/// <param name="Header">The token's header without <c>alg</c>; <c>kid</c> is added unless <c>x5t</c> is there.</param>
/// <param name="Claims">The token's claims without times and <c>iss</c>.</param>
/// <param name="Scope">What a route would ask for; null if its tokens have nothing of the kind.</param>
/// <param name="AudienceClaim">The claim that holds the audience.</param>
internal sealed record IssuerRecipe(
    string Name, JsonObject Configuration, JsonObject Header, JsonObject Claims, string? Scope, string AudienceClaim = "aud")
{
    /// <summary>The tokens' <c>iss</c>.</summary>
    public string Issuer
    {
        get
        {
            string written = Configuration["issuer"]!.GetValue<string>();
            return Configuration["tenants"]?[0]?.GetValue<string>() is { } tenant
                ? written.Replace("{tenantid}", tenant, StringComparison.Ordinal)
                : written;
        }
    }

    public string Algorithm => Configuration["algorithms"]?[0]?.GetValue<string>() ?? "RS256";

    /// <summary>The definition that a reader of the page would write.</summary>
    public string Definition(string? bearerFile)
    {
        JsonObject configuration = Configuration.DeepClone().AsObject();
        if (configuration.Remove("trustedCertificatesFile"))
        {
            // A fetch that trusts a file goes over the network alone; the end-to-end tests do it.
            configuration["jwksBearerTokenFile"] = bearerFile;
        }

        JsonObject route = new() { ["authorizer"] = "idp" };
        if (Scope is not null)
        {
            route["authorizationScopes"] = new JsonArray(Scope);
        }

        return new JsonObject
        {
            ["authorizers"] = new JsonObject { ["idp"] = new JsonObject { ["type"] = "JWT", ["jwtConfiguration"] = configuration } },
            ["routes"] = new JsonObject { ["GET /pets"] = route },
        }.ToJsonString();
    }
}
