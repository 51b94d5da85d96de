namespace Authz.Import;

/// <summary>
/// The values that a file leaves open. A missing one stays unresolved, and using it is a problem; nothing is guessed.
/// </summary>
public sealed record ImportOptions
{
    /// <summary>
    /// Values by name: parameters, resources (<c>UserPool</c>, <c>UserPool.Arn</c>), pseudo parameters (<c>AWS::Region</c>) and exports of
    /// a template, and <c>opt:</c> and <c>env:</c> variables of a serverless.yml (<c>opt:stage</c>, or <c>stage</c> for short).
    /// </summary>
    /// <value>The default is none.</value>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>();

    /// <summary>
    /// The folder of the definition's file. Files that the definition includes are read there and below, where symbolic links lead to as
    /// well: at most 64, each of at most 10 MB.
    /// </summary>
    /// <value>The default is null: a definition that includes files is refused.</value>
    public string? Folder { get; init; }

    /// <summary>
    /// The path of a file in Authz's own format, JSON or YAML, that holds only members to add: to the API, and to its authorizers, routes
    /// and stages by their names. One that the definition sets already is a problem. <see cref="ImportedDefinition.Files"/> has the file.
    /// </summary>
    /// <value>The default is null: nothing is added.</value>
    public string? OverlayFile { get; init; }

    /// <summary>
    /// The HTTP API to import: its logical id in a template, or else its title. Needed only for a file that has several;
    /// <see cref="ImportedDefinition.Apis"/> names them.
    /// </summary>
    /// <value>The default is null: the file's only API.</value>
    public string? Api { get; init; }

    /// <summary>
    /// Issuers by the name of the JWT authorizer in which they replace the file's, such as a dev issuer for a pool that does not exist
    /// yet. Keys and tenants that the file gives for the replaced issuer are dropped. A name that is no such authorizer is a problem.
    /// </summary>
    /// <value>The default is none.</value>
    public IReadOnlyDictionary<string, string> Issuers { get; init; } = new Dictionary<string, string>();

    /// <summary>Audiences by the name of the JWT authorizer in which they replace the file's.</summary>
    /// <value>The default is none.</value>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Audiences { get; init; } =
        new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>Reads an environment variable that a serverless.yml names with <c>${env:}</c>; null if it is not set.</summary>
    /// <value>The default finds no variable: a file's meaning should not depend on the machine unless that is wanted.</value>
    public Func<string, string?> ReadEnvironmentVariable { get; init; } = static _ => null;
}
