using System.Text.Json;
using Authz.Server.Gateway.Functions;

namespace Authz.Server.Gateway.LambdaAuthorizers;

/// <summary>
/// An IAM policy (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html): one statement that denies
/// outweighs all that allow, and a request that no statement allows is denied.
/// </summary>
internal sealed class PolicyDocument
{
    private static readonly string[] s_members = ["Version", "Id", "Statement"];

    private readonly PolicyStatement[] _statements;

    private PolicyDocument(PolicyStatement[] statements) => _statements = statements;

    /// <summary>Reads a policy; null unless it is one and every member of it is understood.</summary>
    public static PolicyDocument? Read(JsonElement? policy)
    {
        if (policy?.HasOnly(s_members) != true)
        {
            return null;
        }

        PolicyStatement?[] statements = policy.Value.Member("Statement") switch
        {
            { ValueKind: JsonValueKind.Array } list => [.. list.EnumerateArray().Select(PolicyStatement.Read)],
            { ValueKind: JsonValueKind.Object } single => [PolicyStatement.Read(single)],
            _ => [null],
        };
        return statements.Contains(null) ? null : new PolicyDocument([.. statements.OfType<PolicyStatement>()]);
    }

    /// <summary>Whether the policy lets the method of an ARN be invoked.</summary>
    public bool Allows(string routeArn)
    {
        bool isAllowed = false;
        foreach (PolicyStatement statement in _statements)
        {
            if (statement.Denies(routeArn))
            {
                return false;
            }

            isAllowed |= statement.Allows(routeArn);
        }

        return isAllowed;
    }
}
