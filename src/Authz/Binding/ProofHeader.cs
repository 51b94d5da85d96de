using Authz.Json;
using Authz.Tokens;

namespace Authz.Binding;

/// <summary>The header of a proof, read strictly (RFC 9449 section 4.2): its type, its algorithm and its key.</summary>
internal ref struct ProofHeader
{
    private const int LongestAlgorithm = 16;

    private bool _isProofType;
    private bool _isRefused;

    /// <summary>The algorithm; unknown for each that no proof may have.</summary>
    public JwsAlgorithm Algorithm { get; private set; }

    /// <summary>The <c>jwk</c>, as JSON.</summary>
    public ReadOnlySpan<byte> Key { get; private set; }

    /// <summary>Reads a header; anything but <see cref="ProofStatus.Held"/> says why the proof is refused.</summary>
    public static ProofStatus Read(ReadOnlySpan<byte> text, Span<ulong> names, out ProofHeader header)
    {
        var read = default(ProofHeader);
        var json = new StrictJsonReader(text, TokenLimits.Depth, names);
        bool isObject = json.Read() && json.Kind == JsonTokenKind.StartObject;
        while (isObject && json.ReadMember(out ReadOnlySpan<byte> name, out bool isEscaped))
        {
            read.Take(name, isEscaped, text, ref json);
            json.SkipChildren();
        }

        json.Read();
        header = read;
        return !isObject || !json.IsComplete || read._isRefused ? ProofStatus.NotJwt
            : !read._isProofType ? ProofStatus.NotProofType
            : read.Algorithm == JwsAlgorithm.Unknown ? ProofStatus.AlgorithmNotAllowed
            : read.Key.IsEmpty ? ProofStatus.KeyNotUsable
            : ProofStatus.Held;
    }

    // The span's lifetime is that of the text: the reader only tells where the key is.
    private void Take(scoped ReadOnlySpan<byte> name, bool isEscaped, ReadOnlySpan<byte> text, scoped ref StrictJsonReader json)
    {
        if (JsonText.Equals(name, isEscaped, "typ"u8))
        {
            _isProofType = json.Kind == JsonTokenKind.String && JsonText.Equals(json.Value, json.IsEscaped, "dpop+jwt"u8);
        }
        else if (JsonText.Equals(name, isEscaped, "alg"u8))
        {
            bool isText = json.Kind == JsonTokenKind.String && !json.IsEscaped && json.ValueLength <= LongestAlgorithm;
            JwsAlgorithm algorithm = isText ? JwsAlgorithmNames.Parse(json.Value) : JwsAlgorithm.Unknown;
            Algorithm = ProofAlgorithms.Allowed.Contains(algorithm) ? algorithm : JwsAlgorithm.Unknown;
        }
        else if (JsonText.Equals(name, isEscaped, "jwk"u8))
        {
            int start = json.ValueStart;
            bool isObject = json.Kind == JsonTokenKind.StartObject && json.SkipChildren();
            Key = isObject ? text[start..(json.ValueStart + 1)] : default;
        }
        else
        {
            // RFC 7515 section 4.1.11, RFC 7797, RFC 7516 section 4.1.3: they change what is signed, or how.
            _isRefused |= JsonText.Equals(name, isEscaped, "crit"u8)
                || JsonText.Equals(name, isEscaped, "b64"u8)
                || JsonText.Equals(name, isEscaped, "zip"u8);
        }
    }
}
