using Authz.Import.Tree;

namespace Authz.Import.Templates;

/// <summary>
/// Reads the OpenAPI document that a template names in place of writing it. The deploying tool puts such a file in S3 as it is, so its
/// intrinsic functions are not evaluated.
/// </summary>
internal static class BodyFile
{
    /// <summary>The document; an unresolved value that says why there is none.</summary>
    public static DefinitionNode Read(DefinitionNode location, ImportContext context) => location switch
    {
        { Kind: DefinitionNodeKind.String } => context.Files.Read(location.Text, location.Position),
        { Kind: DefinitionNodeKind.Unresolved } => location,
        _ => DefinitionNode.Unresolved(
            location.Get("Key").PlainText() ?? "S3",
            "Download the document into the template's folder and name the file.",
            location.Position),
    };
}
