namespace Authz.Import.Tree;

/// <summary>Makes the tree of a Lambda authorizer.</summary>
internal sealed record LambdaAuthorizerTree(DefinitionPosition Position)
{
    /// <summary>The function: its name or ARN, or a reference to it.</summary>
    public DefinitionNode? Function { get; init; }

    public DefinitionNode? PayloadFormatVersion { get; init; }

    public DefinitionNode? EnableSimpleResponses { get; init; }

    /// <summary>A list of sources, or one text with commas between them.</summary>
    public DefinitionNode? IdentitySource { get; init; }

    public DefinitionNode? ResultTtl { get; init; }

    public DefinitionNode Build()
    {
        DefinitionObjectBuilder authorizer = new();
        authorizer.TryAdd("type", Position, DefinitionNode.String("REQUEST", Position));
        authorizer.Add("authorizerUri", Function is null ? null : FunctionTree.Build(Function));
        authorizer.Add("authorizerPayloadFormatVersion", PayloadFormatVersion?.AsPayloadFormat());
        authorizer.Add("enableSimpleResponses", EnableSimpleResponses?.AsBoolean());
        authorizer.Add("identitySource", IdentitySource is null ? null : Sources(IdentitySource));
        authorizer.Add("authorizerResultTtlInSeconds", ResultTtl?.AsNumber());
        return authorizer.Build(Position);
    }

    private static DefinitionNode Sources(DefinitionNode sources) => sources.Kind == DefinitionNodeKind.String
        ? DefinitionNode.List(
            [.. sources.Text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                .Select(source => DefinitionNode.String(source, sources.Position))],
            sources.Position)
        : sources.AsStrings();
}
