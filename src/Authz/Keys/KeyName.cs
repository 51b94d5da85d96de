using System.Text.Encodings.Web;

namespace Authz.Keys;

/// <summary>Shows a <c>kid</c> to people. The publisher of a key chooses its name, which must not forge a line of a log.</summary>
internal static class KeyName
{
    public static string Quote(string keyId) => $"\"{JavaScriptEncoder.Default.Encode(keyId)}\"";
}
