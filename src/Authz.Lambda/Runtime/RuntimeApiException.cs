namespace Authz.Lambda.Runtime;

/// <summary>The Runtime API cannot be reached, failed, or broke its protocol. The message says which, as the end of a sentence.</summary>
internal sealed class RuntimeApiException(string message, Exception? cause = null) : Exception(message, cause);
