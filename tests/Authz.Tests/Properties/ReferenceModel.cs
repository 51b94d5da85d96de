namespace Authz.Tests.Properties;

/// <summary>The rules of acceptance, said once more and as plainly as can be: no memory, no threads, no bytes.</summary>
internal sealed class ReferenceModel
{
    private const long Skew = 60;

    public long Now { get; set; }

    /// <summary>The keys of the set that was fetched last.</summary>
    public HashSet<string> Keys { get; set; } = [];

    public string Audience { get; set; } = "a";

    public string Scope { get; set; } = "read";

    public RefusalReason? Judge(ModelToken token) =>
        Now - Skew >= token.Expires ? RefusalReason.TokenExpired
        : token.NotBefore > Now + Skew ? RefusalReason.TokenNotYetValid
        : !Keys.Contains(token.KeyId) ? RefusalReason.KeyUnknown
        : token.Audience != Audience ? RefusalReason.AudienceMismatch
        : token.Scope != Scope ? RefusalReason.ScopeMissing
        : null;
}
