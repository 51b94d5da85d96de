namespace Authz.Explaining;

/// <summary>What one check expected and found, in words.</summary>
internal readonly record struct CheckFinding(string Expected, string Found);
