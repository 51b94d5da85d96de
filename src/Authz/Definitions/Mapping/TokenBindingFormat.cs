namespace Authz.Definitions.Mapping;

/// <summary>The format of an authorizer's <c>tokenBinding</c>.</summary>
internal static class TokenBindingFormat
{
    private static readonly Words<TokenBindingRule> s_rules = new(
        ("REFUSED", TokenBindingRule.Refused), ("ALLOWED", TokenBindingRule.Allowed), ("REQUIRED", TokenBindingRule.Required));

    public static readonly ObjectFormat<TokenBinding> TokenBinding = new ObjectFormat<TokenBinding>(
            "tokenBinding", "How tokens must be bound to their sender.", new TokenBinding())
        .Word(
            "dpop", "Tokens bound to a key, each request with a proof (RFC 9449). Default: REFUSED.", s_rules,
            binding => Written(binding.Dpop), (binding, rule) => binding with { Dpop = rule })
        .Word(
            "mutualTls", "Tokens bound to a client certificate (RFC 8705). Default: REFUSED.", s_rules,
            binding => Written(binding.MutualTls), (binding, rule) => binding with { MutualTls = rule })
        .Boolean(
            "nonce", "Whether a proof must bear a nonce that the server gave out. Default: false.",
            binding => binding.Nonce, (binding, isOn) => binding with { Nonce = isOn })
        .Time(
            "maximumProofAge", "Seconds that a proof may be old. Default: 60.",
            binding => binding.MaximumProofAge == Authz.TokenBinding.DefaultMaximumProofAge ? null : binding.MaximumProofAge,
            (binding, age) => binding with { MaximumProofAge = age }, new ValueRange(1, 300, "The maximum proof age"))
        .Texts(
            "origins", "The public origins that a proof's htu may name.",
            binding => binding.Origins, (binding, origins) => binding with { Origins = origins });

    private static TokenBindingRule? Written(TokenBindingRule rule) => rule == TokenBindingRule.Refused ? null : rule;
}
