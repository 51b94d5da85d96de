using System.Security.Cryptography;
using System.Text;

namespace Authz.Import.Export;

/// <summary>
/// Names resources after what they deploy, so that a change of one route renames no other: where two would have one name, both end in a
/// part of their digest.
/// </summary>
internal sealed class ResourceNames
{
    private const int MaximumLength = 200;
    private const int DigestBytes = 4;

    private readonly Dictionary<string, string> _names;

    /// <param name="texts">What is deployed, such as route keys; all different.</param>
    /// <param name="nameOf">The name of one: letters and digits alone, or <c>_</c>.</param>
    public ResourceNames(IEnumerable<string> texts, Func<string, string> nameOf) => _names = texts
        .GroupBy(text => Cut(nameOf(text)), StringComparer.OrdinalIgnoreCase)
        .SelectMany(group => group.Select(text => KeyValuePair.Create(text, group.Count() == 1 ? Cut(nameOf(text)) : Cut(nameOf(text)) + Digest(text))))
        .ToDictionary(StringComparer.Ordinal);

    public string this[string text] => _names[text];

    /// <summary>The words of a text, each with a capital, as CloudFormation names resources: <c>GetPetsId</c>.</summary>
    public static string InCapitals(string text) => string.Concat(WordsOf(text).Select(word => char.ToUpperInvariant(word[0]) + word[1..]));

    /// <summary>The words of a text, as Terraform names resources: <c>get_pets_id</c>.</summary>
    public static string InSnakeCase(string text) => string.Join('_', WordsOf(text).Select(word => word.ToLowerInvariant()));

    private static IEnumerable<string> WordsOf(string text)
    {
        // The method's capitals are one word.
        string plain = new([.. text.Select(character => char.IsAsciiLetterOrDigit(character) ? character : ' ')]);
        return plain.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => word.All(char.IsAsciiLetterUpper) ? word.ToLowerInvariant() : word);
    }

    private static string Cut(string name) => name.Length <= MaximumLength ? name : name[..MaximumLength];

    private static string Digest(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, DigestBytes));
}
