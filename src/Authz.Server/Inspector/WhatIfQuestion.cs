namespace Authz.Server.Inspector;

/// <summary>A question about a definition that is not in force.</summary>
/// <param name="Request">A request line.</param>
/// <param name="Token">The request's token; null for none.</param>
/// <param name="Definition">The definition's text, in any format that needs no other file.</param>
/// <param name="Jwks">A key set to use for its issuers; null for the keys in force.</param>
internal sealed record WhatIfQuestion(string Request, string? Token, string Definition, string? Jwks);
