namespace Authz.Server.Gateway.AccessLogs;

/// <summary>Text of a format, and the variable that follows it.</summary>
/// <param name="Text">The text.</param>
/// <param name="Name">The variable's name without <c>$context.</c>; null for none.</param>
/// <param name="Escape">What its place does to the value.</param>
internal sealed record AccessLogPart(string Text, string? Name, LogEscape Escape);
