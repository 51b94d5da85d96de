namespace Authz.Import;

/// <summary>What an export needs beside the definition.</summary>
public sealed record ExportOptions
{
    /// <summary>
    /// Values that only the deployment knows: <c>AWS::Region</c>, <c>AWS::AccountId</c> and, if it is not <c>aws</c>,
    /// <c>AWS::Partition</c>. OpenAPI needs them for functions that the definition names without their ARN.
    /// </summary>
    /// <value>The default is none.</value>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>();

    /// <summary>The <see cref="ImportedDefinition.Tree"/> of the definition's file, in which problems have their places.</summary>
    /// <value>The default is null: problems have no lines.</value>
    public DefinitionNode? Tree { get; init; }
}
