using Authz.Binding;
using Authz.Definitions.Mapping;
using Authz.Definitions.Tree;

namespace Authz.Definitions.Validation;

/// <summary>Reports problems of an authorizer's <c>tokenBinding</c>.</summary>
internal static class TokenBindingValidator
{
    private const int MaximumOrigins = 50;

    public static void Validate(string authorizerPath, AuthorizerDefinition authorizer, DefinitionReport report)
    {
        if (authorizer.TokenBinding is not { } binding)
        {
            return;
        }

        string path = JsonPointer.Append(authorizerPath, "tokenBinding");
        TokenBindingFormat.TokenBinding.CheckRanges(path, binding, report);
        ValidateRule(JsonPointer.Append(path, "dpop"), binding.Dpop, report);
        ValidateRule(JsonPointer.Append(path, "mutualTls"), binding.MutualTls, report);
        ValidateOrigins(JsonPointer.Append(path, "origins"), binding, report);
        if (binding.Dpop == TokenBindingRule.Refused)
        {
            ValidateWithoutProofs(path, binding, report);
        }
        else if (!IsAuthorizationHeader(authorizer.IdentitySource))
        {
            // RFC 9449 section 7.1: the token comes in this header, under the scheme DPoP.
            report.Add(
                JsonPointer.Append(authorizerPath, "identitySource"),
                "A token that is bound to a key comes in the header Authorization alone.",
                $"Write '{AuthorizerDefinition.DefaultIdentitySource}', or 'dpop: REFUSED'.");
        }
    }

    private static void ValidateRule(string path, TokenBindingRule rule, DefinitionReport report)
    {
        if (!Enum.IsDefined(rule))
        {
            report.Add(path, "The rule is unknown.", "Write 'REFUSED', 'ALLOWED' or 'REQUIRED'.");
        }
    }

    private static void ValidateOrigins(string path, TokenBinding binding, DefinitionReport report)
    {
        if (binding.Dpop != TokenBindingRule.Refused && binding.Origins.Count is 0 or > MaximumOrigins)
        {
            report.Add(
                path,
                binding.Origins.Count == 0 ? "No origin is named that proofs are for." : $"There are more than {MaximumOrigins} origins.",
                $"List 1 to {MaximumOrigins} origins under which clients reach the API, such as 'https://api.example.com'. The request's Host is not asked: its sender chooses it.");
        }

        for (int index = 0; index < binding.Origins.Count && !report.IsFull; index++)
        {
            if (!PublicOrigins.IsOrigin(binding.Origins[index]))
            {
                report.Add(
                    JsonPointer.Append(path, index),
                    $"'{binding.Origins[index]}' is not an origin.",
                    "Write scheme, host and port (unless it is the scheme's own) in lower case, without a path: 'https://api.example.com'.");
            }
        }
    }

    // A member without effect would look like protection.
    private static void ValidateWithoutProofs(string path, TokenBinding binding, DefinitionReport report)
    {
        (string Name, bool IsSet)[] members =
        [
            ("nonce", binding.Nonce),
            ("maximumProofAge", binding.MaximumProofAge != TokenBinding.DefaultMaximumProofAge),
            ("origins", binding.Origins.Count > 0),
        ];
        foreach ((string name, bool isSet) in members)
        {
            if (isSet)
            {
                report.Add(
                    JsonPointer.Append(path, name), $"'{name}' is for proofs, and 'dpop' is REFUSED.", "Write 'dpop', or remove it.");
            }
        }
    }

    private static bool IsAuthorizationHeader(string source) =>
        IdentitySource.TryParse(source, out IdentitySource parsed)
        && parsed == IdentitySource.Parse(AuthorizerDefinition.DefaultIdentitySource);
}
