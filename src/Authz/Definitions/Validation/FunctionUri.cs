using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace Authz.Definitions.Validation;

/// <summary>
/// Names a function: <c>NAME</c> or <c>NAME:QUALIFIER</c>, its ARN, or the ARN by which API Gateway invokes it
/// (<c>arn:aws:apigateway:REGION:lambda:path/2015-03-31/functions/ARN/invocations</c>).
/// </summary>
internal static class FunctionUri
{
    private const string ArnMark = ":function:";
    private const string InvocationMark = "/functions/";
    private const string InvocationEnd = "/invocations";
    private const int MaximumNameLength = 192;

    private static readonly SearchValues<char> s_name =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-");

    /// <summary>The function's name with its qualifier, if it has one.</summary>
    public static bool TryGetName(string uri, [NotNullWhen(true)] out string? name)
    {
        name = NameIn(uri);
        string[] parts = name.Split(':');
        if (parts is [var function] && IsName(function))
        {
            return true;
        }

        if (parts is [var qualified, var qualifier] && IsName(qualified) && (qualifier == "$LATEST" || IsName(qualifier)))
        {
            return true;
        }

        name = null;
        return false;
    }

    /// <summary>The part of a URI that names the function, in any form.</summary>
    public static string NameIn(string uri)
    {
        int invocation = uri.IndexOf(InvocationMark, StringComparison.Ordinal);
        if (invocation >= 0)
        {
            uri = uri[(invocation + InvocationMark.Length)..];
            uri = uri.EndsWith(InvocationEnd, StringComparison.Ordinal) ? uri[..^InvocationEnd.Length] : uri;
        }

        int arn = uri.IndexOf(ArnMark, StringComparison.Ordinal);
        return arn < 0 ? uri : uri[(arn + ArnMark.Length)..];
    }

    private static bool IsName(string text) => text.Length is > 0 and <= MaximumNameLength && !text.AsSpan().ContainsAnyExcept(s_name);
}
