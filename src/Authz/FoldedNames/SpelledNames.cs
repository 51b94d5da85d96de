namespace Authz.FoldedNames;

/// <summary>
/// Names of headers, or their beginnings, that are found in any spelling that some backend takes for them. They are looked for by their first
/// letter, because most headers of a request begin as none of them does.
/// </summary>
internal sealed class SpelledNames
{
    private readonly string[]?[] _byInitial = new string[]?[HeaderSpelling.Last + 1];

    /// <param name="names">The names, none of them empty.</param>
    public SpelledNames(IEnumerable<string> names)
    {
        foreach (IGrouping<char, string> alike in names.GroupBy(name => HeaderSpelling.Fold(name[0])))
        {
            _byInitial[alike.Key] = [.. alike];
        }
    }

    /// <summary>The name that some backend takes this one for; null if there is none.</summary>
    public string? Find(string name)
    {
        foreach (string known in StartingAs(name))
        {
            if (HeaderSpelling.AreSame(name, known))
            {
                return known;
            }
        }

        return null;
    }

    /// <summary>Whether some backend takes the beginning of this name for one of them.</summary>
    public bool Begin(string name)
    {
        foreach (string beginning in StartingAs(name))
        {
            if (HeaderSpelling.Begins(name, beginning))
            {
                return true;
            }
        }

        return false;
    }

    private string[] StartingAs(string name) => name.Length > 0 ? _byInitial[HeaderSpelling.Fold(name[0])] ?? [] : [];
}
