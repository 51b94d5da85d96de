using System.Buffers;

namespace Authz.Credentials;

/// <summary>The identity sources of authorizers (API Gateway V2 API reference, Authorizer.identitySource).</summary>
internal static class IdentitySourceSyntax
{
    public const string HeaderPrefix = "$request.header.";
    public const string QueryPrefix = "$request.querystring.";

    private const string ContextPrefix = "$context.";
    private const string StageVariablePrefix = "$stageVariables.";

    // RFC 9110 section 5.6.2: token.
    private static readonly SearchValues<char> s_headerName =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!#$%&'*+-.^_`|~");

    // RFC 3986 section 2.3: unreserved, which has one spelling in a query.
    private static readonly SearchValues<char> s_queryName =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~");

    /// <summary>Whether a JWT authorizer may have this source.</summary>
    public static bool IsValid(string text) =>
        IsNameAfter(HeaderPrefix, text, s_headerName) || IsNameAfter(QueryPrefix, text, s_queryName);

    /// <summary>Whether a Lambda authorizer may have this source.</summary>
    public static bool IsValidForLambda(string text) =>
        IsValid(text) || IsNameAfter(ContextPrefix, text, s_queryName) || IsNameAfter(StageVariablePrefix, text, s_queryName);

    private static bool IsNameAfter(string prefix, string text, SearchValues<char> allowed) =>
        text.StartsWith(prefix, StringComparison.Ordinal) && text.Length > prefix.Length &&
        !text.AsSpan(prefix.Length).ContainsAnyExcept(allowed);
}
