using System.Security.Cryptography;
using System.Text;

namespace Authz.Server.Inspector;

/// <summary>The inspector's one page, and the policy that lets nothing but its own style and script run.</summary>
internal static class InspectorPage
{
    private const string Resource = "Authz.Server.Inspector.inspector.html";

    /// <summary>The page, UTF-8.</summary>
    public static byte[] Content { get; } = Read();

    /// <summary>The value of <c>Content-Security-Policy</c> (CSP level 3).</summary>
    public static string Policy { get; } = string.Join("; ",
    [
        "default-src 'none'",
        $"script-src '{HashOf("script")}'",
        $"style-src '{HashOf("style")}'",
        "connect-src 'self'",
        "img-src data:",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
    ]);

    private static byte[] Read()
    {
        using Stream stream = typeof(InspectorPage).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"{Resource} is not embedded.");
        using MemoryStream content = new();
        stream.CopyTo(content);
        return content.ToArray();
    }

    // The text between the tags, byte for byte.
    private static string HashOf(string tag)
    {
        string page = Encoding.UTF8.GetString(Content);
        int start = page.IndexOf($"<{tag}>", StringComparison.Ordinal) + tag.Length + 2;
        string text = page[start..page.IndexOf($"</{tag}>", start, StringComparison.Ordinal)];
        return $"sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}";
    }
}
