using Authz.Credentials;

namespace Authz.Explaining;

/// <summary>A token taken apart for people.</summary>
internal sealed class ExplainedToken
{
    private ExplainedToken(byte[]? characters, string[] parts)
    {
        Characters = characters;
        PartCount = parts.Length;
        Header = Decode(parts, 0);
        Payload = Decode(parts, 1);
    }

    /// <summary>The token's characters; null if one is not ASCII.</summary>
    public byte[]? Characters { get; }

    public int PartCount { get; }

    public JsonMembers Header { get; }

    public JsonMembers Payload { get; }

    public static ExplainedToken Read(TokenText text)
    {
        byte[] characters = new byte[text.Length];
        bool isAscii = text.TryCopyTo(characters);
        return new ExplainedToken(isAscii ? characters : null, text.Source.Substring(text.Start, text.Length).Split('.'));
    }

    // In anything but a compact JWS, any part may be secret.
    private static JsonMembers Decode(string[] parts, int index) => parts.Length == 3
        ? JsonMembers.Decode(System.Text.Encoding.ASCII.GetBytes(parts[index]))
        : JsonMembers.Decode("!"u8);
}
