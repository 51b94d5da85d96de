namespace Authz.Import.Tests.Properties;

/// <summary>A generated OpenAPI document: what decides about access, and the text that says it.</summary>
internal sealed record OpenApiCase
{
    /// <summary>The requirements of the whole document; null for none.</summary>
    public required string? Security { get; init; }

    public required IReadOnlyList<OpenApiOperationCase> Operations { get; init; }

    /// <summary>Whether the path items stand elsewhere in the document, behind references.</summary>
    public required bool HasReferences { get; init; }

    public required string Version { get; init; }

    /// <summary>Whether there are cross-origin rules.</summary>
    public required bool HasCors { get; init; }

    public static OpenApiCase Generate(Random random) => new()
    {
        Security = random.Next(2) == 0 ? null : OpenApiOperationCase.PickSecurity(random),
        Operations = [.. Enumerable.Range(0, random.Next(1, 5)).Select(_ => OpenApiOperationCase.Generate(random)).DistinctBy(operation => (operation.Path, operation.Method))],
        HasReferences = random.Next(4) == 0,
        HasCors = random.Next(3) == 0,
        Version = SamCase.Pick(random, "3.0.1", "3.0.3", "3.1.0"),
    };

    /// <summary>The document.</summary>
    public string ToText()
    {
        string security = Security is null ? "" : $"security: {Security}\n";
        List<string> paths = [];
        List<string> items = [];
        foreach (IGrouping<string, OpenApiOperationCase> path in Operations.GroupBy(operation => operation.Path))
        {
            string item = $"{{{string.Join(", ", path.Select(operation => operation.ToText()))}, parameters: []}}";
            paths.Add($"'{path.Key}': " + (HasReferences ? $"{{$ref: '#/components/pathItems/p{items.Count}'}}" : item));
            items.Add($"p{items.Count}: {item}");
        }

        return $"openapi: {Version}\ninfo: {{title: t, version: '1'}}\n{security}{(HasCors ? "x-amazon-apigateway-cors: {allowOrigins: ['https://app.example.com'], allowMethods: [GET, POST]}\n" : "")}paths: {{{string.Join(", ", paths)}}}\ncomponents:\n" +
            (HasReferences ? $"  pathItems: {{{string.Join(", ", items)}}}\n" : "") +
            "  securitySchemes:\n" +
            "    J: {type: oauth2, x-amazon-apigateway-authorizer: {type: jwt, identitySource: $request.header.J, jwtConfiguration: {issuer: 'https://j.example.com/', audience: [j, jj]}}}\n" +
            "    K: {type: openIdConnect, openIdConnectUrl: 'https://k.example.com/.well-known/openid-configuration', x-amazon-apigateway-authorizer: {type: jwt, identitySource: $request.querystring.k, jwtConfiguration: {issuer: 'https://k.example.com', audience: [k]}}}\n" +
            "    L: {type: apiKey, name: A, in: header, x-amazon-apigateway-authorizer: {type: request, identitySource: $request.header.L, authorizerUri: 'arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/arn:aws:lambda:eu-west-1:123456789012:function:gate/invocations', authorizerPayloadFormatVersion: '2.0'}}\n" +
            "    I: {type: apiKey, name: Authorization, in: header, x-amazon-apigateway-authtype: awsSigv4}\n" +
            "    P: {type: oauth2, flows: {}}\n" +
            "    C: {type: apiKey, name: Authorization, in: header, x-amazon-apigateway-authorizer: {type: cognito_user_pools, providerARNs: []}}\n";
    }
}
