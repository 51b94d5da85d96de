namespace Authz.Server.Demo;

/// <summary>One request of the demo. Its expected answer is in expectations.json.</summary>
/// <param name="Name">The request's peculiarity; the key of its expectation.</param>
/// <param name="Method">The method.</param>
/// <param name="Target">The target, as on the request line.</param>
/// <param name="Token">The bearer token; null for none.</param>
internal sealed record DemoCase(string Name, string Method, string Target, string? Token);
