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

    /// <summary>Reads a file that a serverless.yml names with <c>${file()}</c>, by its relative path; null if it does not exist.</summary>
    /// <value>The default finds no file.</value>
    public Func<string, byte[]?> ReadFile { get; init; } = static _ => null;

    /// <summary>Reads an environment variable that a serverless.yml names with <c>${env:}</c>; null if it is not set.</summary>
    /// <value>The default finds no variable: a file's meaning should not depend on the machine unless that is wanted.</value>
    public Func<string, string?> ReadEnvironmentVariable { get; init; } = static _ => null;
}
