namespace Authz.Server.Demo;

/// <summary>One request of the demo. What becomes of it is not said here but in expectations.json.</summary>
/// <param name="Name">What is special about the request; the key of its expectation.</param>
/// <param name="Method">The method.</param>
/// <param name="Target">The target, as on the request line.</param>
/// <param name="Token">The bearer token; null for none.</param>
internal sealed record DemoCase(string Name, string Method, string Target, string? Token);
