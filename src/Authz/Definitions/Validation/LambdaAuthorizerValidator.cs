using Authz.Definitions.Mapping;
using Authz.Definitions.Tree;

namespace Authz.Definitions.Validation;

/// <summary>Reports problems of a Lambda authorizer.</summary>
internal static class LambdaAuthorizerValidator
{
    public static void Validate(string name, LambdaAuthorizerDefinition authorizer, ApiDefinition definition, DefinitionReport report)
    {
        string path = JsonPointer.Append("/authorizers", name);
        if (definition.Authorizers.ContainsKey(name))
        {
            report.Add(path, $"'{name}' is a JWT authorizer and a Lambda authorizer.", "Give each authorizer a name of its own.");
        }

        FunctionValidator.Validate(JsonPointer.Append(path, "authorizerUri"), authorizer.AuthorizerUri, definition, report);
        if (authorizer is { EnableSimpleResponses: true, AuthorizerPayloadFormatVersion: PayloadFormatVersion.Version1 })
        {
            report.Add(
                JsonPointer.Append(path, "enableSimpleResponses"),
                "With payload format 1.0 a function answers a policy, not a simple response.",
                "Write 'authorizerPayloadFormatVersion': '2.0', or remove 'enableSimpleResponses'.");
        }

        ValidateSources(JsonPointer.Append(path, "identitySource"), authorizer.IdentitySource, report);
        LambdaAuthorizerFormat.LambdaAuthorizer.CheckRanges(path, authorizer, report);
        if (authorizer.AuthorizerResultTtl > TimeSpan.Zero && authorizer.IdentitySource.Count == 0)
        {
            report.Add(
                JsonPointer.Append(path, "authorizerResultTtlInSeconds"),
                "Results are remembered, but nothing distinguishes one caller from another.",
                "Add 'identitySource', or write 0.");
        }
    }

    private static void ValidateSources(string path, IReadOnlyList<string> sources, DefinitionReport report)
    {
        for (int index = 0; index < sources.Count && !report.IsFull; index++)
        {
            if (!IdentitySource.TryParse(sources[index], out IdentitySource source))
            {
                report.Add(
                    JsonPointer.Append(path, index),
                    $"'{sources[index]}' is not an identity source of a Lambda authorizer.",
                    $"Write '{IdentitySource.HeaderPrefix}NAME', '{IdentitySource.QueryStringPrefix}NAME', "
                    + $"'{IdentitySource.ContextPrefix}NAME' or '{IdentitySource.StageVariablePrefix}NAME'.");
            }
            else if (source.Kind == IdentitySourceKind.Header)
            {
                ProxyHeaderValidator.Validate(JsonPointer.Append(path, index), source.Name, report);
            }
        }
    }
}
