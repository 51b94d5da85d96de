namespace Authz.Import.Tests.Properties;

/// <summary>A route of a generated template.</summary>
/// <param name="Key">Its route key.</param>
/// <param name="Api">The logical id of its API.</param>
/// <param name="Type">Its authorization type; null for none.</param>
/// <param name="Authorizer">The logical id of its authorizer; null for none.</param>
/// <param name="Scopes">Its scopes; null for none written.</param>
/// <param name="Condition">Its condition; null for none.</param>
/// <param name="Spelling">Which of the ways to write a value it takes.</param>
internal sealed record CloudFormationRouteCase(
    string Key, string Api, string? Type, string? Authorizer, string[]? Scopes, string? Condition, int Spelling)
{
    public static CloudFormationRouteCase Generate(Random random, bool hasOther)
    {
        string? type = SamCase.Pick(random, null, "NONE", "JWT", "JWT", "JWT", "CUSTOM", "AWS_IAM", "COGNITO_USER_POOLS");
        return new CloudFormationRouteCase(
            SamCase.Pick(random, "GET /a", "POST /a", "ANY /b/{id}", "GET /c/{p+}", "$default", "GET /body"),
            hasOther && random.Next(4) == 0 ? "Other" : "Api",
            type,
            type is "JWT" or "CUSTOM" || random.Next(8) == 0 ? SamCase.Pick(random, "J", "J", "J", "K", "L", "L", "X", hasOther ? "O" : "J", null) : null,
            type == "JWT" || random.Next(8) == 0 ? SamCase.Pick<string[]?>(random, null, null, ["s"], ["s", "t"]) : null,
            SamCase.Pick(random, null, null, null, null, null, "Met", "Unmet", random.Next(4) == 0 ? "Unknown" : null),
            random.Next(5));
    }

    public string ToText(int index)
    {
        List<string> properties = [$"ApiId: {Reference(Api, "ApiId")}", $"RouteKey: {Written(Key)}"];
        if (Type is not null)
        {
            properties.Add($"AuthorizationType: {Written(Type)}");
        }

        if (Authorizer is not null)
        {
            properties.Add($"AuthorizerId: {Reference(Authorizer, "AuthorizerId")}");
        }

        if (Scopes is not null)
        {
            properties.Add($"AuthorizationScopes: [{string.Join(", ", Scopes)}]");
        }

        string condition = Condition is null ? "" : $"Condition: {Condition}, ";
        return $"  R{index}: {{Type: AWS::ApiGatewayV2::Route, {condition}Properties: {{{string.Join(", ", properties)}}}}}\n";
    }

    private string Reference(string id, string attribute) => Spelling switch
    {
        1 => $"{{'Fn::GetAtt': [{id}, {attribute}]}}",
        2 => $"{{'Fn::Sub': '${{{id}}}'}}",
        3 => $"{{'Fn::If': [Met, {{Ref: {id}}}, nothing]}}",
        _ => $"{{Ref: {id}}}",
    };

    private string Written(string text) => Spelling switch
    {
        1 => $"{{'Fn::Join': ['', ['{text[..2]}', '{text[2..]}']]}}",
        2 => $"{{'Fn::Sub': ['${{V}}', {{V: '{text}'}}]}}",
        3 => $"{{'Fn::If': [Unmet, other, '{text}']}}",
        4 => $"{{'Fn::Select': ['1', [other, '{text}']]}}",
        _ => $"'{text}'",
    };
}
