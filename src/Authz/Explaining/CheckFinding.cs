namespace Authz.Explaining;

/// <summary>What one check asked for, and what it found, in words.</summary>
internal readonly record struct CheckFinding(string Expected, string Found);
