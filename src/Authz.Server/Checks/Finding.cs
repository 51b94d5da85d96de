namespace Authz.Server.Checks;

/// <summary>One finding about a definition.</summary>
/// <param name="Code">Its code, one of <see cref="CheckCodes"/>.</param>
/// <param name="Severity">How much it matters.</param>
/// <param name="Path">Its place in our own format: a JSON Pointer; may be empty.</param>
/// <param name="Line">The line in the file, from 1; 0 for the file as a whole.</param>
/// <param name="Column">The column in the file, from 1, in bytes of UTF-8; 0 for the file as a whole.</param>
/// <param name="Message">What was found and why it matters.</param>
/// <param name="Remedy">What to do about it.</param>
internal sealed record Finding(string Code, FindingSeverity Severity, string Path, int Line, int Column, string Message, string Remedy)
{
    /// <summary>The included file that the place is in, as a path from the definition's folder; null for the definition's own file.</summary>
    public string? File { get; init; }
}

/// <summary>How much a finding matters.</summary>
internal enum FindingSeverity : byte
{
    /// <summary>Worth knowing.</summary>
    Note,

    /// <summary>Probably unsafe.</summary>
    Warning,

    /// <summary>Cannot work.</summary>
    Error,
}
