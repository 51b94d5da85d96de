namespace Authz.Import.Tests.Properties;

/// <summary>A generated SAM API: what decides about access, and the text that says it.</summary>
internal sealed record SamCase
{
    private const string Integration = "x-amazon-apigateway-integration: {type: http_proxy, httpMethod: GET, uri: 'https://b.example.com/'}";

    public required IReadOnlyList<string> Authorizers { get; init; }

    public required string? Default { get; init; }

    public required bool IsIamEnabled { get; init; }

    /// <summary>Whether <c>Auth</c> stands under <c>Globals</c>.</summary>
    public required bool IsGlobal { get; init; }

    /// <summary>The operations of <c>DefinitionBody</c>; null for an API without.</summary>
    public required IReadOnlyList<SamOperationCase>? Operations { get; init; }

    /// <summary>The scopes that the whole document asks J for; null for no such requirement.</summary>
    public required string? DocumentScope { get; init; }

    public required IReadOnlyList<SamEventCase> Events { get; init; }

    public static SamCase Generate(Random random)
    {
        string[] authorizers = [.. new[] { "J", "K", "L" }.Where(_ => random.Next(4) > 0)];
        SamEventCase[] events = [.. Enumerable.Range(0, random.Next(4)).Select(_ => SamEventCase.Generate(random))];
        bool hasBody = random.Next(2) == 0;
        return new SamCase
        {
            Authorizers = authorizers,
            Default = Pick(random, null, null, "J", "J", "K", "L", "AWS_IAM", "X", "NONE"),
            IsIamEnabled = random.Next(3) == 0,
            IsGlobal = random.Next(3) == 0,
            Operations = hasBody ? [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => SamOperationCase.Generate(random)).DistinctBy(operation => operation.Key)] : null,
            DocumentScope = hasBody ? Pick(random, null, null, null, "d") : null,
            Events = [.. events.DistinctBy(item => item.Key)],
        };
    }

    public static T Pick<T>(Random random, params T[] values) => values[random.Next(values.Length)];

    /// <summary>The template.</summary>
    public string ToText()
    {
        string auth = $"Auth: {{Authorizers: {{{string.Join(", ", Authorizers.Select(AuthorizerText))}}}" +
            (Default is null ? "" : $", DefaultAuthorizer: {Default}") + (IsIamEnabled ? ", EnableIamAuthorizer: true" : "") + "}";
        List<string> properties = IsGlobal ? [] : [auth];
        if (Operations is not null)
        {
            string document = DocumentScope is null ? "" : $"security: [{{J: [{DocumentScope}]}}], ";
            string paths = string.Join(", ", Operations.GroupBy(operation => operation.Path).Select(path =>
                $"{path.Key}: {{{string.Join(", ", path.Select(OperationText))}}}"));
            properties.Add($"DefinitionBody: {{openapi: 3.0.1, {document}paths: {{{paths}}}}}");
        }

        string events = string.Join(", ", Events.Select((item, index) => $"E{index}: {item.ToText()}"));
        return (IsGlobal ? $"Globals: {{HttpApi: {{{auth}}}}}\n" : "") +
            $"Transform: AWS::Serverless-2016-10-31\nResources:\n  Api: {{Type: AWS::Serverless::HttpApi, Properties: {{{string.Join(", ", properties)}}}}}\n" +
            $"  F: {{Type: AWS::Serverless::Function, Properties: {{Events: {{{events}}}}}}}\n" +
            "  R: {Type: AWS::ApiGatewayV2::Route, Properties: {ApiId: !Ref Api, RouteKey: GET /beside}}\n";
    }

    private static string AuthorizerText(string name) => name == "L"
        ? "L: {FunctionArn: !GetAtt F.Arn, AuthorizerPayloadFormatVersion: 2.0}"
        : $"{name}: {{IdentitySource: $request.header.Authorization, {(name == "J" ? "AuthorizationScopes: [own], " : "")}" +
            "JwtConfiguration: {issuer: 'https://id.example.com/', audience: [a]}}";

    private string OperationText(SamOperationCase operation)
    {
        bool isFilled = Events.Any(item => item.Key == operation.Key);
        string security = operation.Security is null ? "" : $"security: {operation.Security}, ";
        return $"{operation.Method}: {{{security}{(isFilled ? "responses: {}" : Integration)}}}";
    }
}
