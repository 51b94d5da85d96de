using System.Buffers;
using System.Text;

namespace Authz.Credentials;

/// <summary>A token's characters inside the header or target that carried them.</summary>
internal readonly record struct TokenText(string Source, int Start, int Length)
{
    public ReadOnlySpan<char> Characters => Source.AsSpan(Start, Length);

    /// <summary>Copies the characters as bytes; false if one is not ASCII, so that the text is not a token.</summary>
    public bool TryCopyTo(Span<byte> characters) =>
        Ascii.FromUtf16(Characters, characters, out _) == OperationStatus.Done;
}
