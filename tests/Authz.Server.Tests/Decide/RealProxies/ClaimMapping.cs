using Authz.Server.Tests.Gateway;

namespace Authz.Server.Tests.Decide.RealProxies;

/// <summary>Shows the conformance suite which claims go upstream: all routes map them into one header, which the backend answers.</summary>
internal static class ClaimMapping
{
    public const string Header = "x-claims";

    public static ApiDefinition Add(ApiDefinition definition) => definition with
    {
        Routes = definition.Routes.ToDictionary(route => route.Key, route => route.Value with
        {
            Integration = new IntegrationDefinition
            {
                Uri = "http://127.0.0.1:1",
                RequestParameters = new Dictionary<string, string>
                {
                    [$"overwrite:header.{Header}"] = "$context.authorizer.claimsJson",
                },
            },
        }),
    };

    /// <summary>The value of a header in a recorded request; null if it has none.</summary>
    public static string? FindHeader(string request, string name) => request.Split("\r\n\r\n")[0].Split("\r\n").Skip(1)
        .FirstOrDefault(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))?[(name.Length + 1)..].Trim();

    public static void Answer(RecordingBackend backend) => backend.Answer = request =>
    {
        string body = FindHeader(request, Header) ?? "ok";
        return $"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n{body}";
    };
}
