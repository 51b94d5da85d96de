namespace Authz.Lambda.Tests.Runtime;

/// <summary>What a function posted.</summary>
/// <param name="Kind"><c>response</c> or <c>error</c>.</param>
/// <param name="Body">The body.</param>
/// <param name="ErrorType"><c>Lambda-Runtime-Function-Error-Type</c>; null on a response.</param>
internal sealed record RuntimeAnswer(string Kind, string Body, string? ErrorType);
