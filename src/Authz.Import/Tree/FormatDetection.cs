namespace Authz.Import.Tree;

/// <summary>Recognizes a file's format by the members at its root.</summary>
internal static class FormatDetection
{
    private const string ServerlessTypes = "AWS::Serverless";

    /// <summary>The format; our own if no other fits.</summary>
    public static DefinitionFormat Detect(DefinitionNode root)
    {
        if (root.Find("openapi") is not null || root.Find("swagger") is not null)
        {
            return DefinitionFormat.OpenApi;
        }

        if (root.Find("format_version") is not null && (root.Find("planned_values") ?? root.Find("values")) is not null)
        {
            return DefinitionFormat.Terraform;
        }

        if (IsTerraformConfiguration(root))
        {
            return DefinitionFormat.Terraform;
        }

        if (root.Find("Resources") is not null || root.Find("AWSTemplateFormatVersion") is not null || root.Find("Transform") is not null)
        {
            return IsSam(root) ? DefinitionFormat.Sam : DefinitionFormat.CloudFormation;
        }

        return root.Find("service") is not null || (root.Find("provider") is not null && root.Find("functions") is not null)
            ? DefinitionFormat.Serverless
            : DefinitionFormat.Authz;
    }

    /// <summary>Whether it is a configuration (<c>*.tf.json</c>), whose values are known only to a plan.</summary>
    public static bool IsTerraformConfiguration(DefinitionNode root) =>
        root.Find("resource")?.Value.Kind is DefinitionNodeKind.Object or DefinitionNodeKind.List && root.Find("routes") is null;

    private static bool IsSam(DefinitionNode root)
    {
        DefinitionNode? transform = root.Get("Transform");
        return (transform?.Items ?? []).Append(transform).Any(item => IsServerless(item.PlainText()));

        static bool IsServerless(string? text) => text is not null && text.StartsWith(ServerlessTypes, StringComparison.Ordinal);
    }
}
