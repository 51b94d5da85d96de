namespace Authz.FoldedNames;

/// <summary>
/// Header names as backends read them. CGI, WSGI, PHP and Rack hand on <c>X-User</c> as <c>HTTP_X_USER</c>, and some servers write
/// <c>_</c> for every character that is no letter or digit, so all of these are one separator.
/// </summary>
internal static class HeaderSpelling
{
    /// <summary>The last of all folded characters.</summary>
    public const char Last = 'z';

    private const char Separator = '-';

    /// <summary>Whether some backend takes one name for the other.</summary>
    public static bool AreSame(ReadOnlySpan<char> left, ReadOnlySpan<char> right) => left.Length == right.Length && Begins(left, right);

    /// <summary>Whether some backend takes the beginning of a name for this.</summary>
    public static bool Begins(ReadOnlySpan<char> name, ReadOnlySpan<char> beginning)
    {
        if (name.Length < beginning.Length)
        {
            return false;
        }

        for (int index = 0; index < beginning.Length; index++)
        {
            if (Fold(name[index]) != Fold(beginning[index]))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The character that stands for all those that some backend takes for this one.</summary>
    public static char Fold(char character) =>
        char.IsAsciiLetterOrDigit(character) ? char.ToLowerInvariant(character) : Separator;
}
