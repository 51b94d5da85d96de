namespace Authz.Lambda.Tests.Verdicts;

/// <summary>A request that may be called or replayed.</summary>
internal sealed record RandomRequest(string Method, string Path);
