namespace Authz.Server.Checks;

/// <summary>A kind of finding.</summary>
internal sealed record CheckCode(string Name, FindingSeverity Severity);
