using System.Text;

namespace Authz.AspNetCore.Refusals;

/// <summary>A challenge taken apart, so that the application can change it (RFC 6750 section 3).</summary>
internal readonly record struct BearerChallenge(string? Error, string? Description, string? Uri, string? Scope)
{
    private const string Dpop = "DPoP";

    /// <summary>The URL of the protected resource's metadata (RFC 9728 section 5.1); null if there is none.</summary>
    public string? Metadata { get; init; }

    /// <summary>The levels of authentication of which one is asked for (RFC 9470 section 3); null if none is.</summary>
    public string? AcrValues { get; init; }

    /// <summary>How old the authentication may be, in seconds (RFC 9470 section 3); null if that does not matter.</summary>
    public string? MaximumAge { get; init; }

    /// <summary>The algorithms of the challenge for proofs (RFC 9449 section 7.1); null if there is none.</summary>
    public string? ProofAlgorithms { get; init; }

    /// <summary>Whether there is no challenge for bearer tokens.</summary>
    public bool IsProofRequired { get; init; }

    /// <summary>Whether the error is in the challenge for proofs.</summary>
    public bool IsProofError { get; init; }

    /// <summary>Parses a challenge as the engine writes it: parameters in quotes, without quotes inside; that for proofs is the last.</summary>
    public static BearerChallenge Parse(string? challenge)
    {
        int proof = challenge?.IndexOf($"{Dpop} ", StringComparison.Ordinal) ?? -1;
        string? proofs = proof < 0 ? null : challenge![proof..];
        return new BearerChallenge(
            Parameter(challenge, " error=\""), Parameter(challenge, " error_description=\""), null, Parameter(challenge, " scope=\""))
        {
            ProofAlgorithms = Parameter(proofs, " algs=\""),
            Metadata = Parameter(challenge, " resource_metadata=\""),
            IsProofRequired = proof == 0,
            IsProofError = Parameter(proofs, " error=\"") is not null,
        };
    }

    /// <summary>The challenge of a scheme for a refusal without an error; null if it has nothing to name.</summary>
    public static string? Of(JwtAuthorizerOptions options) =>
        options.Compiled!.Schemes is { Metadata: not null } schemes ? schemes.Write(options.Challenge) : null;

    /// <summary>Writes the challenge.</summary>
    /// <param name="prefix">The scheme of bearer tokens, and a realm if there is one.</param>
    public string Write(string prefix)
    {
        (string Name, string? Value)[] error =
        [
            ("error", Error), ("error_description", Description), ("error_uri", Uri), ("scope", Scope),
            ("acr_values", AcrValues), ("max_age", MaximumAge),
        ];
        bool isProofs = IsProofError || IsProofRequired;
        string bearer = IsProofRequired ? "" : Write(prefix, [.. isProofs ? [] : error, ("resource_metadata", Metadata)]);
        string proofs = ProofAlgorithms is null
            ? ""
            : Write(Dpop, [.. isProofs ? error : [], ("resource_metadata", Metadata), ("algs", ProofAlgorithms)]);
        return bearer.Length > 0 && proofs.Length > 0 ? $"{bearer}, {proofs}" : bearer + proofs;
    }

    private static string Write(string prefix, (string Name, string? Value)[] parameters)
    {
        StringBuilder text = new(prefix);
        bool isFirst = !prefix.Contains(' ', StringComparison.Ordinal);
        foreach ((string name, string? value) in parameters)
        {
            if (!string.IsNullOrEmpty(value))
            {
                text.Append(isFirst ? "" : ",").Append(' ').Append(name).Append("=\"").Append(value).Append('"');
                isFirst = false;
            }
        }

        return text.ToString();
    }

    private static string? Parameter(string? challenge, string opening)
    {
        if (challenge is null || !challenge.Contains(opening, StringComparison.Ordinal))
        {
            return null;
        }

        int start = challenge.IndexOf(opening, StringComparison.Ordinal) + opening.Length;
        return challenge[start..challenge.IndexOf('"', start)];
    }
}
