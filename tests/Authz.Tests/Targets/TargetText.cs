using System.Text;

namespace Authz.Tests.Targets;

/// <summary>Spells characters for request targets.</summary>
internal static class TargetText
{
    public static IEnumerable<Rune> EveryRune() => Enumerable.Range(0, 0x110000).Where(Rune.IsValid).Select(code => new Rune(code));

    /// <summary>The character's UTF-8 bytes, each percent-encoded.</summary>
    public static string Escape(Rune rune) => string.Concat(Encoding.UTF8.GetBytes(rune.ToString()).Select(value => $"%{value:X2}"));
}
