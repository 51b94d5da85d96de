using System.Buffers.Text;
using System.Text.Json.Nodes;

namespace Authz.Server.Issuer;

/// <summary>How the dev issuer writes its key set, as one issuer or another is known to.</summary>
internal enum KeySetForm
{
    Plain,

    /// <summary>Each number with an octet of zeros before it.</summary>
    LeadingZeros,

    /// <summary>No key has a <c>kid</c>.</summary>
    WithoutKid,

    /// <summary>Each key has <c>x5t</c> and <c>x5t#S256</c> in place of its <c>kid</c>.</summary>
    X5t,
}

/// <summary>The names of the forms, and what they do to a key set.</summary>
internal static class KeySetForms
{
    private static readonly Dictionary<string, KeySetForm> s_names = new(StringComparer.Ordinal)
    {
        ["plain"] = KeySetForm.Plain,
        ["leading-zeros"] = KeySetForm.LeadingZeros,
        ["without-kid"] = KeySetForm.WithoutKid,
        ["x5t"] = KeySetForm.X5t,
    };

    public static IEnumerable<string> Names => s_names.Keys;

    public static bool TryParse(string? name, out KeySetForm form)
    {
        form = default;
        return name is not null && s_names.TryGetValue(name, out form);
    }

    public static void Apply(KeySetForm form, JsonObject keySet)
    {
        foreach (JsonObject key in keySet["keys"]!.AsArray().OfType<JsonObject>())
        {
            Rewrite(key, form);
        }
    }

    private static void Rewrite(JsonObject jwk, KeySetForm form)
    {
        if (form == KeySetForm.LeadingZeros)
        {
            foreach (string member in (string[])["n", "x", "y"])
            {
                if (jwk[member] is { } number)
                {
                    jwk[member] = PrependZero(number.GetValue<string>());
                }
            }
        }
        else if (form != KeySetForm.Plain)
        {
            string name = jwk["kid"]!.GetValue<string>();
            jwk.Remove("kid");
            if (form == KeySetForm.X5t)
            {
                (jwk["x5t"], jwk["x5t#S256"]) = (name, name);
            }
        }
    }

    private static string PrependZero(string number)
    {
        byte[] octets = new byte[1 + Base64Url.GetMaxDecodedLength(number.Length)];
        Base64Url.DecodeFromChars(number, octets.AsSpan(1), out _, out int length);
        return Base64Url.EncodeToString(octets.AsSpan(0, 1 + length));
    }
}
