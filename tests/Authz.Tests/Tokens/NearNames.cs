namespace Authz.Tests.Tokens;

/// <summary>Names that differ from given ones in one character: another one, one more, or one less.</summary>
internal static class NearNames
{
    public static IEnumerable<string> Of(IEnumerable<string> names) => names.SelectMany(Of).Append("");

    private static IEnumerable<string> Of(string name)
    {
        for (int place = 0; place < name.Length; place++)
        {
            yield return name.Remove(place, 1);
            for (int code = 0; code < 256; code++)
            {
                yield return name[..place] + (char)code + name[(place + 1)..];
                yield return name.Insert(place, ((char)code).ToString());
            }
        }

        yield return name + "x";
    }
}
