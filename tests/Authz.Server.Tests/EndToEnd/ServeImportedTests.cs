using System.Net;
using Authz.Server.Demo;
using Microsoft.AspNetCore.Builder;

namespace Authz.Server.Tests.EndToEnd;

/// <summary>The way of a new user: an OpenAPI file is checked, mended and served.</summary>
public sealed class ServeImportedTests
{
    [Fact]
    public async Task Serves_AnOpenApiFile_AfterItsFindingsAreFixed()
    {
        await using IssuerUnderTest issuer = await IssuerUnderTest.StartAsync("dev issuer");
        await using WebApplication backend = await DemoBackend.StartAsync(CancellationToken.None);
        string file = Path.GetTempFileName();
        try
        {
            string mended = Document(issuer.Issuer, backend.Urls.Single());
            await File.WriteAllTextAsync(file, mended.Replace("audience: [pets-api]", "audience: []", StringComparison.Ordinal));
            (int refused, string findings, _) = await RunningCommand.RunAsync("check", file);
            Assert.Equal(1, refused);
            Assert.Contains(
                "error audience_missing: No audience is accepted. List 1 to 50 values of 'aud' or 'client_id'.", findings,
                StringComparison.Ordinal);

            await File.WriteAllTextAsync(file, mended);
            (int accepted, _, _) = await RunningCommand.RunAsync("check", file, "--online");
            Assert.Equal(0, accepted);

            await using RunningCommand serve = RunningCommand.Start("serve", file, "--listen", "http://127.0.0.1:0");
            using HttpClient client = new() { BaseAddress = new Uri((await serve.FindLineAsync("Listening on")).Split(' ')[2]) };
            Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("/pets/7")).StatusCode);
            client.DefaultRequestHeaders.Authorization = new("Bearer", await issuer.MintAsync("pets-api", "pets:read"));
            Assert.Equal("""{"method":"GET","path":"/pets/7"}""", await client.GetStringAsync("/pets/7"));
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static string Document(string issuer, string backend) => $$"""
        openapi: 3.0.3
        info: { title: pets, version: "1" }
        paths:
          /pets/{id}:
            get:
              security: [{ idp: ["pets:read"] }]
              x-amazon-apigateway-integration: { type: http_proxy, httpMethod: GET, uri: "{{backend}}/pets/{id}", payloadFormatVersion: "1.0" }
        components:
          securitySchemes:
            idp:
              type: oauth2
              flows: {}
              x-amazon-apigateway-authorizer:
                type: jwt
                identitySource: $request.header.Authorization
                jwtConfiguration: { issuer: "{{issuer}}", audience: [pets-api] }
        """;
}
