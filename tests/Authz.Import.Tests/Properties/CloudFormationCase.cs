namespace Authz.Import.Tests.Properties;

/// <summary>A generated CloudFormation template: what decides about access, and the text that says it.</summary>
internal sealed record CloudFormationCase
{
    /// <summary>The logical ids of the API's authorizers: J and K for JWT, L for a function.</summary>
    public required IReadOnlyList<string> Authorizers { get; init; }

    /// <summary>The name that J has; null for none.</summary>
    public required string? NameOfJ { get; init; }

    /// <summary>Whether the template has a second API, with an authorizer O of its own that has the name of J.</summary>
    public required bool HasOther { get; init; }

    public required IReadOnlyList<CloudFormationRouteCase> Routes { get; init; }

    /// <summary>What the API's document says about <c>GET /body</c>: <c>open</c> or <c>B</c>; null for no document.</summary>
    public required string? Body { get; init; }

    /// <summary>The route key of quick create, empty for none written; null for no quick create.</summary>
    public required string? QuickKey { get; init; }

    /// <summary>Whether there are cross-origin rules.</summary>
    public required bool HasCors { get; init; }

    public static CloudFormationCase Generate(Random random)
    {
        bool hasOther = random.Next(3) == 0;
        string? body = SamCase.Pick(random, null, null, "open", "B");
        return new CloudFormationCase
        {
            Authorizers = [.. new[] { "J", "K", "L" }.Where(_ => random.Next(6) > 0)],
            NameOfJ = SamCase.Pick(random, null, "jay", "K"),
            HasOther = hasOther,
            Routes = [.. Enumerable.Range(0, random.Next(4)).Select(_ => CloudFormationRouteCase.Generate(random, hasOther))],
            Body = body,
            HasCors = random.Next(3) == 0,
            QuickKey = body is null ? SamCase.Pick(random, null, null, null, "", "GET /quick") : null,
        };
    }

    /// <summary>The template.</summary>
    public string ToText()
    {
        List<string> properties = ["Name: !Sub '${AWS::StackName}-api'", "ProtocolType: HTTP"];
        if (Body is not null)
        {
            string security = Body == "B" ? "{security: [{B: [w]}]}" : "{responses: {}}";
            properties.Add($"Body: {{openapi: 3.0.1, paths: {{/body: {{get: {security}}}}}, components: {{securitySchemes: {{B: {{type: oauth2, " +
                "x-amazon-apigateway-authorizer: {type: jwt, identitySource: $request.header.B, jwtConfiguration: {issuer: 'https://b.example.com/', audience: [b]}}}}}}");
        }

        if (HasCors)
        {
            properties.Add("CorsConfiguration: {AllowOrigins: !Split [',', 'https://app.example.com'], AllowMethods: [GET, !Ref AWS::NoValue]}");
        }

        if (QuickKey is not null)
        {
            properties.Add("Target: 'https://q.example.com/'" + (QuickKey.Length > 0 ? $", RouteKey: {QuickKey}" : ""));
        }

        return "Parameters: {P: {Type: String, Default: x}}\n" +
            "Conditions: {Met: !Equals [!Ref P, x], Unmet: !Not [!Condition Met], Unknown: !Equals [!Ref AWS::Region, eu-west-1]}\n" +
            $"Resources:\n  Api: {{Type: AWS::ApiGatewayV2::Api, Properties: {{{string.Join(", ", properties)}}}}}\n" +
            string.Concat(Authorizers.Select(AuthorizerText)) +
            (HasOther ? "  Other: {Type: AWS::ApiGatewayV2::Api, Properties: {Name: other}}\n" + Jwt("O", "Other", NameOfJ) : "") +
            string.Concat(Routes.Select((route, index) => route.ToText(index)));
    }

    private static string Jwt(string id, string api, string? name) =>
        $"  {id}: {{Type: AWS::ApiGatewayV2::Authorizer, Properties: {{ApiId: !Ref {api}, {(name is null ? "" : $"Name: {name}, ")}AuthorizerType: JWT, " +
        $"IdentitySource: [$request.header.{id}], JwtConfiguration: {{Issuer: 'https://{id}.example.com/', Audience: [{id}]}}}}}}\n"
            .Replace($"https://{id}", $"https://{id.ToLowerInvariant()}", StringComparison.Ordinal);

    private string AuthorizerText(string id) => id == "L"
        ? "  L: {Type: AWS::ApiGatewayV2::Authorizer, Properties: {ApiId: !Ref Api, Name: ell, AuthorizerType: REQUEST, AuthorizerUri: !GetAtt Gate.Arn, AuthorizerPayloadFormatVersion: '2.0', IdentitySource: [$request.header.L]}}\n"
        : Jwt(id, "Api", id == "J" ? NameOfJ : null);
}
