namespace Authz.Import.Export;

/// <summary>Makes the ARNs of a function that our own format may name by its name alone.</summary>
/// <param name="Partition">The partition, or what stands for it in the file.</param>
/// <param name="Region">The region.</param>
/// <param name="Account">The account's number.</param>
internal sealed record FunctionArn(string Partition, string Region, string Account)
{
    private const string Arn = "arn:";
    private const string FunctionMark = ":function:";
    private const string InvocationMark = "/functions/";
    private const string InvocationEnd = "/invocations";

    /// <summary>Whether the text is a name, which may have a qualifier, and no ARN.</summary>
    public static bool IsName(string function) =>
        !function.StartsWith(Arn, StringComparison.Ordinal)
        && !function.Contains(FunctionMark, StringComparison.Ordinal)
        && !function.Contains(InvocationMark, StringComparison.Ordinal);

    /// <summary>Whether the text is neither a name nor an ARN.</summary>
    public static bool IsUnusable(string function) => !IsName(function) && !(IsInvocation(function)
        ? function.StartsWith(Arn, StringComparison.Ordinal)
        : function.Split(':') is ["arn", _, "lambda", _, _, "function", _, ..] && !function.Contains(InvocationMark, StringComparison.Ordinal));

    /// <summary>The ARN by which API Gateway invokes the function.</summary>
    public string InvocationOf(string function)
    {
        if (IsInvocation(function))
        {
            return function;
        }

        // arn:PARTITION:lambda:REGION:ACCOUNT:function:NAME
        string[] parts = function.Split(':');
        (string partition, string region, string arn) = IsName(function)
            ? (Partition, Region, $"arn:{Partition}:lambda:{Region}:{Account}{FunctionMark}{function}")
            : (parts[1], parts[3], function);
        return $"arn:{partition}:apigateway:{region}:lambda:path/2015-03-31{InvocationMark}{arn}{InvocationEnd}";
    }

    /// <summary>The function as a permission names it: its name or its ARN.</summary>
    public static string SubjectOf(string function) => IsInvocation(function)
        ? function[(function.IndexOf(InvocationMark, StringComparison.Ordinal) + InvocationMark.Length)..^InvocationEnd.Length]
        : function;

    private static bool IsInvocation(string function) =>
        function.Contains(InvocationMark, StringComparison.Ordinal) && function.EndsWith(InvocationEnd, StringComparison.Ordinal);
}
