using System.Text.Json.Nodes;
using Authz.Tests;

namespace Authz.Server.Tests.Gateway.Functions;

/// <summary>What the real service was recorded to send (aws/aws-lambda-dotnet, Lambda Test Tool v2, commit 8314921, Apache-2.0).</summary>
internal static class ServiceRecording
{
    // What the gateway sets itself on every answer.
    private static readonly string[] s_perRequest = ["date", "connection", "apigw-requestid", "content-length"];

    public static JsonNode Read(string name) =>
        JsonNode.Parse(File.ReadAllText(Path.Combine(Requirement.Vectors("aws-captures"), $"{name}.json")))!;

    /// <summary>A response's headers, their values joined with a bar.</summary>
    public static Dictionary<string, string> HeadersOf(JsonNode recorded) => recorded["Headers"]!.AsObject()
        .Where(header => !s_perRequest.Contains(header.Key.ToLowerInvariant()))
        .ToDictionary(
            header => header.Key.ToLowerInvariant(),
            header => string.Join("|", header.Value!.AsArray().Select(value => value!.GetValue<string>())));
}
