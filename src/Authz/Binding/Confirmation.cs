using Authz.Json;
using Authz.Tokens;
using Authz.Verification;

namespace Authz.Binding;

/// <summary>What a verified token is bound to: the members of its <c>cnf</c> (RFC 7800), at least one.</summary>
/// <param name="Key">The key of the sender's proofs: <c>jkt</c> (RFC 9449 section 6.1).</param>
/// <param name="Certificate">The sender's certificate: <c>x5t#S256</c> (RFC 8705 section 3.1).</param>
internal sealed record Confirmation(Thumbprint? Key, Thumbprint? Certificate)
{
    /// <summary>Whether a token is bound at all: it has a <c>cnf</c>, and does not count as a bearer token all the same.</summary>
    public static bool IsIn(scoped in VerifiedPayload payload, CompiledIssuer issuer) =>
        payload.Confirmation.IsPresent && issuer.RefusesConfirmation;

    /// <summary>Reads what a token is bound to; null if that is nothing, or nothing that can be proven.</summary>
    public static Confirmation? Read(scoped in VerifiedPayload payload, CompiledIssuer issuer) =>
        IsIn(payload, issuer) ? Read(payload.Confirmation.In(payload.Text)) : null;

    /// <summary>
    /// Reads a <c>cnf</c> that the payload's strict reader has accepted; null if it is not an object, is empty, or has anything that is not
    /// understood: whatever that asks for would not be proven.
    /// </summary>
    public static Confirmation? Read(ReadOnlySpan<byte> cnf)
    {
        Span<ulong> names = stackalloc ulong[JsonNameScopes.MaximumNames];
        var json = new StrictJsonReader(cnf, TokenLimits.Depth, names);
        Confirmation found = new(null, null);
        bool isObject = json.Read() && json.Kind == JsonTokenKind.StartObject;
        while (isObject && json.ReadMember(out ReadOnlySpan<byte> name, out bool isEscaped))
        {
            bool isKey = JsonText.Equals(name, isEscaped, "jkt"u8);
            if ((!isKey && !JsonText.Equals(name, isEscaped, "x5t#S256"u8))
                || json.Kind != JsonTokenKind.String
                || !Thumbprint.TryParse(json.Value, out Thumbprint thumbprint))
            {
                return null;
            }

            found = isKey ? found with { Key = thumbprint } : found with { Certificate = thumbprint };
        }

        return found is { Key: null, Certificate: null } ? null : found;
    }
}
