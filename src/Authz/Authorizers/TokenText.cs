namespace Authz.Authorizers;

/// <summary>A token's characters inside the header or target that carried them.</summary>
internal readonly record struct TokenText(string Source, int Start, int Length)
{
    public ReadOnlySpan<char> Characters => Source.AsSpan(Start, Length);
}
