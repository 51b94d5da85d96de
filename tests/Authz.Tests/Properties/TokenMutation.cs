namespace Authz.Tests.Properties;

/// <summary>One change to a token.</summary>
/// <param name="Name">What it does.</param>
/// <param name="Apply">The change.</param>
internal sealed record TokenMutation(string Name, Action<TokenDraft> Apply);
