namespace Authz.Server.Gateway.LambdaAuthorizers;

/// <summary>
/// Patterns of IAM (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html): <c>*</c> matches any
/// characters, slashes included, and <c>?</c> one.
/// </summary>
internal static class Wildcard
{
    public static bool IsMatch(ReadOnlySpan<char> pattern, ReadOnlySpan<char> text, StringComparison comparison)
    {
        int at = 0;
        int position = 0;
        int star = -1;
        int resumeAt = 0;
        while (position < text.Length)
        {
            if (at < pattern.Length && pattern[at] == '*')
            {
                star = at++;
                resumeAt = position;
            }
            else if (at < pattern.Length && (pattern[at] == '?' || pattern.Slice(at, 1).Equals(text.Slice(position, 1), comparison)))
            {
                at++;
                position++;
            }
            else if (star >= 0)
            {
                // The last star matches one more character; the matches of earlier stars stay.
                at = star + 1;
                position = ++resumeAt;
            }
            else
            {
                return false;
            }
        }

        return pattern[at..].Trim('*').IsEmpty;
    }
}
