using Authz.Definitions.Tree;

namespace Authz.Server.Checks;

/// <summary>Finds revocations that do less than they seem to (docs/fleet.md).</summary>
internal static class RevocationCheck
{
    public static void Run(CheckContext context)
    {
        foreach ((string path, RevocationDefinition revocation) in RevocationsOf(context))
        {
            if (revocation.OnUnavailable == RevocationFallback.Allow)
            {
                context.Report(
                    CheckCodes.RevocationOptional,
                    JsonPointer.Append(path, "onUnavailable"),
                    "Whoever keeps the list of revoked tokens from this process makes revoked tokens good again.",
                    "Write DENY, or watch 'authz_revocation_unchecked_total'.");
            }
        }
    }

    /// <summary>What API Gateway in front of a Lambda authorizer makes of revocations.</summary>
    public static void RunForLambda(CheckContext context)
    {
        foreach ((string path, _) in RevocationsOf(context))
        {
            context.Report(
                CheckCodes.LambdaRevocations,
                path,
                "While API Gateway remembers an answer it does not ask again, and a revoked token passes for up to the result TTL.",
                "Set the result TTL to what a revocation may take, or to 0.");
        }
    }

    private static IEnumerable<(string Path, RevocationDefinition Revocation)> RevocationsOf(CheckContext context) =>
        from authorizer in context.Definition.Authorizers
        where authorizer.Value.Revocation is not null
        select (JsonPointer.Append(JsonPointer.Append("/authorizers", authorizer.Key), "revocation"), authorizer.Value.Revocation);
}
