namespace Authz.Server.Tests.Decide.Printing;

/// <summary>What <c>authz decide --print</c> prints for a definition that stands in a test.</summary>
internal static class PrintedConfiguration
{
    /// <summary>A definition that maps and reads nothing.</summary>
    public const string Open = """{ "routes": { "GET /open": { "authorizationType": "NONE" } } }""";

    /// <summary>A definition that sets a header upstream.</summary>
    public static string Mapping(string header) => $$"""
        {
          "authorizers": { "idp": { "type": "JWT", "jwtConfiguration": { "issuer": "https://id.example.com/", "audience": ["pets"] } } },
          "routes": {
            "GET /pets": {
              "authorizer": "idp",
              "integration": {
                "type": "HTTP_PROXY", "uri": "http://127.0.0.1:1",
                "requestParameters": { "overwrite:header.{{header}}": "$context.authorizer.claims.sub" }
              }
            }
          }
        }
        """;

    public static async Task<string> PrintAsync(string definition, string proxy, string upstream, params string[] options)
    {
        (int exit, string output, string error) = await RunAsync(definition, proxy, upstream, options);
        Assert.Equal((0, string.Empty), (exit, error));
        return output;
    }

    public static async Task<(int Exit, string Output, string Error)> RunAsync(
        string definition, string proxy, string upstream, params string[] options)
    {
        string file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, definition);
            return await RunningCommand.RunAsync(["decide", file, "--print", proxy, "--upstream", upstream, .. options]);
        }
        finally
        {
            File.Delete(file);
        }
    }
}
