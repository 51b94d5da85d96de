namespace Authz.Server.Issuer;

/// <summary>The dev issuer's key file cannot be used; the message says why.</summary>
internal sealed class KeyFileException(string message, Exception? innerException = null) : Exception(message, innerException);
