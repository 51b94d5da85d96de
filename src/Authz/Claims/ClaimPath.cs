using System.Diagnostics.CodeAnalysis;
using System.Text;
using Authz.Json;
using Authz.Tokens;

namespace Authz.Claims;

/// <summary>
/// The place of a claim: a name, or a JSON Pointer (RFC 6901) such as <c>/realm_access/roles</c>. It steps through objects, never into
/// lists.
/// </summary>
internal sealed class ClaimPath
{
    private readonly byte[][] _steps;

    private ClaimPath(string text, IEnumerable<string> steps)
    {
        Text = text;
        _steps = [.. steps.Select(Encoding.UTF8.GetBytes)];
    }

    /// <summary>The place as the definition writes it.</summary>
    public string Text { get; }

    /// <summary>The names from the payload down.</summary>
    public IReadOnlyList<byte[]> Steps => _steps;

    public static ClaimPath Parse(string text) =>
        TryParse(text, out ClaimPath? path) ? path : throw new ArgumentException($"'{text}' is not the place of a claim.", nameof(text));

    public static bool TryParse(string text, [NotNullWhen(true)] out ClaimPath? path)
    {
        bool isPointer = text.StartsWith('/');
        string[] steps = isPointer ? text[1..].Split('/') : [text];
        bool isValid = text.Length > 0 && steps.Length < TokenLimits.Depth && (!isPointer || Array.TrueForAll(steps, AreEscapesValid));
        path = isValid ? new ClaimPath(text, isPointer ? steps.Select(Unescape) : steps) : null;
        return isValid;
    }

    /// <summary>
    /// The claim's slot in a payload that was read strictly; absent if there is none. A list's slot spans its brackets. A value that is
    /// neither a string nor a list of strings has another kind.
    /// </summary>
    public ClaimSlot Find(ReadOnlySpan<byte> payload)
    {
        Span<ulong> names = stackalloc ulong[JsonNameScopes.MaximumNames];
        var json = new StrictJsonReader(payload, TokenLimits.Depth, names);
        json.Read();
        foreach (byte[] step in _steps)
        {
            if (!TryStep(ref json, step))
            {
                return default;
            }
        }

        return SlotOf(ref json);
    }

    private static bool TryStep(ref StrictJsonReader json, ReadOnlySpan<byte> step)
    {
        if (json.Kind != JsonTokenKind.StartObject)
        {
            return false;
        }

        while (json.ReadMember(out ReadOnlySpan<byte> name, out bool isEscaped))
        {
            if (JsonText.Equals(name, isEscaped, step))
            {
                return true;
            }

            json.SkipChildren();
        }

        return false;
    }

    private static ClaimSlot SlotOf(ref StrictJsonReader json)
    {
        int start = json.ValueStart;
        if (json.Kind != JsonTokenKind.StartArray)
        {
            return new ClaimSlot((ushort)start, (ushort)json.ValueLength, json.Kind, json.IsEscaped);
        }

        while (json.Read() && json.Kind == JsonTokenKind.String)
        {
        }

        return json.Kind == JsonTokenKind.EndArray
            ? new ClaimSlot((ushort)start, (ushort)(json.ValueStart + 1 - start), JsonTokenKind.StartArray, IsEscaped: false)
            : new ClaimSlot((ushort)start, 1, JsonTokenKind.StartObject, IsEscaped: false);
    }

    // RFC 6901 section 3: a tilde stands only in ~0 and ~1.
    private static bool AreEscapesValid(string step) =>
        !step.Replace("~0", "", StringComparison.Ordinal).Replace("~1", "", StringComparison.Ordinal).Contains('~', StringComparison.Ordinal);

    private static string Unescape(string step) =>
        step.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
}
