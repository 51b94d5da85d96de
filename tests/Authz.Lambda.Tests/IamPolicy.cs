using System.Text.Json.Nodes;

namespace Authz.Lambda.Tests;

/// <summary>
/// What a policy says of a resource, as IAM reads it: an explicit Deny wins, without an Allow it is refused; <c>*</c> stands for any
/// characters, slashes included, and <c>?</c> for one.
/// </summary>
internal static class IamPolicy
{
    public static bool Allows(JsonObject answer, string resource)
    {
        bool isAllowed = false;
        foreach (JsonNode? statement in answer["policyDocument"]!["Statement"]!.AsArray())
        {
            Assert.Equal("execute-api:Invoke", (string?)statement!["Action"]);
            if (statement["Resource"]!.AsArray().Any(pattern => Matches((string)pattern!, resource)))
            {
                if ((string?)statement["Effect"] == "Deny")
                {
                    return false;
                }

                isAllowed |= (string?)statement["Effect"] == "Allow";
            }
        }

        return isAllowed;
    }

    /// <summary>Greedy matching with a step back to the last star.</summary>
    public static bool Matches(string pattern, string text)
    {
        int p = 0;
        int t = 0;
        int star = -1;
        int retry = 0;
        while (t < text.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
            {
                star = p++;
                retry = t;
            }
            else if (p < pattern.Length && (pattern[p] == '?' || pattern[p] == text[t]))
            {
                p++;
                t++;
            }
            else if (star >= 0)
            {
                p = star + 1;
                t = ++retry;
            }
            else
            {
                return false;
            }
        }

        return pattern[p..].All(character => character == '*');
    }
}
