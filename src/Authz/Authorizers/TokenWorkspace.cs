using Authz.Tokens;

namespace Authz.Authorizers;

/// <summary>The stack memory in which one token is read: its characters as bytes, the decoded parts, and scratch space.</summary>
internal readonly ref struct TokenWorkspace
{
    /// <summary>How many names may be in scope while a part is read.</summary>
    public const int NameCount = StrictJsonReader.MaximumNames;

    public TokenWorkspace(Span<byte> memory, Span<ulong> names, int tokenLength)
    {
        Token = memory[..tokenLength];
        Header = memory.Slice(tokenLength, TokenLimits.Header);
        HeaderScratch = memory.Slice(tokenLength + TokenLimits.Header, TokenHeaderReader.ScratchLength);
        Payload = memory[(tokenLength + TokenLimits.Header + TokenHeaderReader.ScratchLength)..];
        Names = names;
    }

    public Span<byte> Token { get; }

    public Span<byte> Header { get; }

    public Span<byte> HeaderScratch { get; }

    public Span<byte> Payload { get; }

    public Span<ulong> Names { get; }

    public static int LengthFor(int tokenLength) =>
        tokenLength + TokenLimits.Header + TokenHeaderReader.ScratchLength + StrictBase64Url.DecodedLength(tokenLength);
}
