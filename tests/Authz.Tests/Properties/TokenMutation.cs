namespace Authz.Tests.Properties;

/// <summary>One change to a token.</summary>
/// <param name="Name">What it does.</param>
/// <param name="Rule">The rule by which we may refuse what others then accept.</param>
/// <param name="Apply">The change.</param>
internal sealed record TokenMutation(string Name, StrictnessRule Rule, Action<TokenDraft> Apply);
