using System.Globalization;
using Authz.Definitions.Tree;

namespace Authz.Server.Checks;

/// <summary>Finds bindings of tokens to their senders that protect less than they seem to (docs/token-binding.md).</summary>
internal static class TokenBindingCheck
{
    // A proof that was not used is good for this long to whoever sees it.
    private const int LongAge = 120;

    private static readonly string[] s_reading = ["GET", "HEAD", "OPTIONS"];

    public static void Run(CheckContext context)
    {
        foreach ((string name, AuthorizerDefinition authorizer) in context.Definition.Authorizers)
        {
            if (authorizer.TokenBinding is { } binding)
            {
                string path = JsonPointer.Append(JsonPointer.Append("/authorizers", name), "tokenBinding");
                CheckAge(context, path, binding);
                CheckUnbound(context, path, name, binding);
            }
        }
    }

    /// <summary>What API Gateway in front of a Lambda authorizer makes impossible.</summary>
    public static void RunForLambda(CheckContext context)
    {
        foreach ((string name, AuthorizerDefinition authorizer) in context.Definition.Authorizers)
        {
            string path = JsonPointer.Append(JsonPointer.Append("/authorizers", name), "tokenBinding");
            if (authorizer.TokenBinding is { Dpop: not TokenBindingRule.Refused })
            {
                context.Report(
                    CheckCodes.LambdaProofs,
                    JsonPointer.Append(path, "dpop"),
                    "While API Gateway remembers an answer it does not ask again, and a proof that was used before passes.",
                    "Set the result TTL to 0 in API Gateway and in the function (AUTHZ_RESULT_TTL=0); the function starts only then.");
            }

            if (authorizer.TokenBinding is { MutualTls: not TokenBindingRule.Refused })
            {
                context.Report(
                    CheckCodes.LambdaCertificates,
                    JsonPointer.Append(path, "mutualTls"),
                    "A Lambda authorizer does not see the client's connection, so it cannot tell whose certificate it is.",
                    "Remove it, or run the definition where the connection ends.");
            }
        }
    }

    private static void CheckAge(CheckContext context, string path, TokenBinding binding)
    {
        if (binding.Dpop == TokenBindingRule.Refused)
        {
            return;
        }

        double age = binding.MaximumProofAge.TotalSeconds;
        string place = JsonPointer.Append(path, "maximumProofAge");
        if (age > LongAge)
        {
            context.Report(
                CheckCodes.ProofAgeLong,
                place,
                string.Create(CultureInfo.InvariantCulture, $"Whoever sees a proof before it is used has {age} s to use it."),
                $"Write at most {LongAge}; clients make a proof for each request, so that only their clocks need the time.");
        }

        if (!binding.Nonce && age > TokenBinding.DefaultMaximumProofAge.TotalSeconds)
        {
            context.Report(
                CheckCodes.ProofNonceOff,
                place,
                "Without a nonce, a client can make proofs ahead of time, and after a restart used ones pass once more while they last.",
                "Write 'nonce: true', or leave the age at 60.");
        }

        if (binding.Nonce)
        {
            context.Report(
                CheckCodes.ProofNonceFleet,
                JsonPointer.Append(path, "nonce"),
                "Each replica gives out nonces of its own, so a client that meets another one is asked again.",
                "Run one replica, send a client always to the same one, or share a secret (--fleet-secret).");
        }
    }

    // A token without cnf escapes what is only allowed.
    private static void CheckUnbound(CheckContext context, string path, string name, TokenBinding binding)
    {
        bool isAllowed = binding.Dpop == TokenBindingRule.Allowed || binding.MutualTls == TokenBindingRule.Allowed;
        bool isRequired = binding.Dpop == TokenBindingRule.Required || binding.MutualTls == TokenBindingRule.Required;
        CheckedRoute? writing = context.Routes.FirstOrDefault(
            route => route.Definition.Authorizer == name && route.Key.Methods.Except(s_reading, StringComparer.Ordinal).Any());
        if (isAllowed && !isRequired && writing is not null)
        {
            context.Report(
                CheckCodes.BindingOptional,
                path,
                $"A bearer token that anybody could have stolen is still accepted, also for '{writing.Key}', which changes something.",
                "Write REQUIRED once every client sends bound tokens.");
        }
    }
}
