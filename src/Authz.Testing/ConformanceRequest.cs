namespace Authz.Testing;

/// <summary>A request of the conformance suite, to be sent exactly so.</summary>
/// <param name="Method">The method.</param>
/// <param name="Target">The request target, octet for octet: many cases are about its spelling.</param>
/// <param name="Headers">The headers, in order; a name may occur twice.</param>
public sealed record ConformanceRequest(string Method, string Target, IReadOnlyList<KeyValuePair<string, string>> Headers);
