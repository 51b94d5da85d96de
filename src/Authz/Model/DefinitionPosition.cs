namespace Authz;

/// <summary>A place in a definition's file. The zero value is no place.</summary>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The column, from 1, counted in bytes of UTF-8.</param>
public readonly record struct DefinitionPosition(int Line, int Column)
{
    /// <summary>The included file that the place is in, as a path from the definition's folder.</summary>
    /// <value>The default is null: the definition's own file.</value>
    public string? File { get; init; }
}
