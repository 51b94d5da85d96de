namespace Authz.Import.Tree;

/// <summary>An HTTP API of a file that may have several.</summary>
/// <param name="Id">The name by which the file's other parts refer to it.</param>
/// <param name="Title">The name for people; null if it is not known.</param>
/// <param name="Position">Its place.</param>
internal sealed record FileApi(string Id, string? Title, DefinitionPosition Position);
