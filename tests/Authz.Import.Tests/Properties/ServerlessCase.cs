namespace Authz.Import.Tests.Properties;

/// <summary>A generated serverless.yml: what decides about access, and the text that says it.</summary>
internal sealed record ServerlessCase
{
    public required IReadOnlyList<string> Authorizers { get; init; }

    public required IReadOnlyList<ServerlessEventCase> Events { get; init; }

    /// <summary>The authorizer of a route under <c>resources</c>; empty for an open one, null for no such route.</summary>
    public required string? Beside { get; init; }

    /// <summary>Whether the authorizers are those of a variable.</summary>
    public required bool HasVariable { get; init; }

    public static ServerlessCase Generate(Random random) => new()
    {
        Authorizers = [.. new[] { "J", "K-k", "L" }.Where(_ => random.Next(4) > 0)],
        Events = [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => ServerlessEventCase.Generate(random)).DistinctBy(item => (item.Method, item.Path))],
        Beside = SamCase.Pick(random, null, "", "J", "K-k"),
        HasVariable = random.Next(3) == 0,
    };

    /// <summary>The file.</summary>
    public string ToText()
    {
        string authorizers = $"{{{string.Join(", ", Authorizers.Select(AuthorizerText))}}}";
        string beside = Beside switch
        {
            null => "",
            "" => "resources: {Resources: {Beside: {Type: AWS::ApiGatewayV2::Route, Properties: {ApiId: !Ref HttpApi, RouteKey: GET /beside}}}}\n",
            _ => "resources: {Resources: {Beside: {Type: AWS::ApiGatewayV2::Route, Properties: {ApiId: !Ref HttpApi, RouteKey: GET /beside, " +
                $"AuthorizationType: JWT, AuthorizerId: !Ref HttpApiAuthorizer{Beside.Replace("-", "Dash", StringComparison.Ordinal)}}}}}}}}}\n",
        };
        return "service: s\n" +
            (HasVariable ? $"custom: {{authorizers: {authorizers}}}\n" : "") +
            $"provider: {{httpApi: {{authorizers: {(HasVariable ? "'${self:custom.authorizers}'" : authorizers)}}}}}\n" +
            $"functions: {{f: {{events: [{string.Join(", ", Events.Select(item => $"{{httpApi: {item.ToText()}}}"))}]}}}}\n" + beside;
    }

    private static string AuthorizerText(string name) => name == "L"
        ? "L: {type: request, functionName: f}"
        : $"{name}: {{identitySource: $request.header.Authorization, issuerUrl: 'https://id.example.com/', audience: a}}";
}
