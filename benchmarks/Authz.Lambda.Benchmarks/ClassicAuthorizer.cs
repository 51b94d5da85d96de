using System.Security.Claims;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Authz.Lambda.Benchmarks;

/// <summary>
/// The same function as it is usually written: an HTTP client in a loop, classes for event and answer, the identity model's handler and
/// configuration manager, and a policy for the called method.
/// </summary>
internal static class ClassicAuthorizer
{
    public static async Task RunAsync(string issuer)
    {
        string root = $"http://{Environment.GetEnvironmentVariable("AWS_LAMBDA_RUNTIME_API")}/2018-06-01/runtime/invocation/";
        using HttpClient http = new() { Timeout = Timeout.InfiniteTimeSpan };
        ConfigurationManager<OpenIdConnectConfiguration> configuration = new(
            issuer + ".well-known/openid-configuration", new OpenIdConnectConfigurationRetriever(), new HttpDocumentRetriever { RequireHttps = false });
        JsonWebTokenHandler handler = new();
        while (true)
        {
            using HttpResponseMessage next = await http.GetAsync(root + "next");
            string id = next.Headers.GetValues("Lambda-Runtime-Aws-Request-Id").First();
            Request request = (await JsonSerializer.DeserializeAsync<Request>(await next.Content.ReadAsStreamAsync()))!;
            OpenIdConnectConfiguration keys = await configuration.GetConfigurationAsync(CancellationToken.None);
            TokenValidationResult result = await handler.ValidateTokenAsync(request.Headers["authorization"]["Bearer ".Length..], new TokenValidationParameters
            {
                ValidIssuer = issuer,
                ValidAudience = "pets-api",
                IssuerSigningKeys = keys.SigningKeys,
            });
            bool isAllowed = result.IsValid && result.ClaimsIdentity.FindFirst("scope")?.Value.Split(' ').Contains("read") == true;
            Answer answer = new(
                result.ClaimsIdentity?.FindFirst(ClaimTypes.NameIdentifier)?.Value ?? result.ClaimsIdentity?.FindFirst("sub")?.Value ?? "-",
                new Policy("2012-10-17", [new Statement("execute-api:Invoke", isAllowed ? "Allow" : "Deny", [request.RouteArn])]),
                result.ClaimsIdentity?.Claims.DistinctBy(claim => claim.Type).ToDictionary(claim => claim.Type, claim => claim.Value) ?? []);
            using HttpResponseMessage posted = await http.PostAsync($"{root}{id}/response", new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(answer)));
            Console.WriteLine($"{id} {isAllowed}");
        }
    }

    private sealed record Request(
        [property: JsonPropertyName("routeArn")] string RouteArn, [property: JsonPropertyName("headers")] Dictionary<string, string> Headers);

    private sealed record Answer(
        [property: JsonPropertyName("principalId")] string PrincipalId,
        [property: JsonPropertyName("policyDocument")] Policy Policy,
        [property: JsonPropertyName("context")] Dictionary<string, string> Context);

    private sealed record Policy(string Version, Statement[] Statement);

    private sealed record Statement(string Action, string Effect, string[] Resource);
}
