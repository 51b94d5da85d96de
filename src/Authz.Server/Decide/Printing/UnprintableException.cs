namespace Authz.Server.Decide.Printing;

/// <summary>A value that a proxy's configuration cannot say, so that what is printed would not do what was asked for.</summary>
internal sealed class UnprintableException(string message) : Exception(message);
