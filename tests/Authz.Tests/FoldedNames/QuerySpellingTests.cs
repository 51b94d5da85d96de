using Authz.FoldedNames;

namespace Authz.Tests.FoldedNames;

public sealed class QuerySpellingTests
{
    [Theory]
    [InlineData("ASP.NET Core: any case", "USER", "user")]
    [InlineData("all: escaped", "us%45r", "user")]
    [InlineData("a backend that decodes twice", "%2575ser", "user")]
    [InlineData("escaped three times: nobody's honest spelling", "%252575ser", "user")]
    [InlineData("qs, PHP, Rack: a list", "user[]", "user")]
    [InlineData("qs, PHP, Rack: an escaped list", "user%5b%5d", "user")]
    [InlineData("qs, PHP, Rack: an object", "user[x]", "user")]
    [InlineData("ASP.NET Core, qs: an object", "user.x", "user")]
    [InlineData("qs, Rack: only in brackets", "[user]", "user")]
    [InlineData("Rack: a bracket at the end", "user]", "user")]
    [InlineData("PHP: dot", "access.token", "access_token")]
    [InlineData("PHP: plus", "access+token", "access_token")]
    [InlineData("PHP: space", "access%20token", "access_token")]
    [InlineData("PHP: a bracket that stays open", "access[token", "access_token")]
    [InlineData("PHP: a NUL", "user%00", "user")]
    [InlineData("PHP: a NUL and more", "user%00x", "user")]
    [InlineData("PHP: spaces before", "%20+user", "user")]
    [InlineData("PHP: a space for the last character", "user+", "user_")]
    [InlineData("white space after", "user%09", "user")]
    [InlineData("several at once", "%20ACCESS%2Etoken%5Bx%5D%00y", "access_token")]
    [InlineData("a plus that belongs to the name", "a%2Bb", "a+b")]
    [InlineData("letters outside ASCII in another case", "GR%C3%96N", "gr\u00F6n")]
    public void Finds_ASpelling(string description, string written, string name)
    {
        Assert.True(QuerySpelling.IsSpelling(written, name), description);
        Assert.True(QuerySpelling.IsSpelling(written + "=value", name), description);
        Assert.Equal(1, QuerySpelling.Count($"a=1&b=2;{written}=x&c", name));
    }

    [Theory]
    [InlineData("longer", "users", "user")]
    [InlineData("shorter", "use", "user")]
    [InlineData("another ending", "user-id", "user")]
    [InlineData("another beginning", "x_user", "user")]
    [InlineData("the name as a value", "x=user", "user")]
    [InlineData("the name as an object's member", "x[user]", "user")]
    [InlineData("a hyphen, which nobody folds", "access-token", "access_token")]
    [InlineData("an escape of another letter", "us%46r", "user")]
    [InlineData("a percent sign that escapes nothing", "%zzuser", "user")]
    [InlineData("empty", "", "user")]
    public void Leaves_OtherNames(string description, string written, string name) =>
        Assert.False(QuerySpelling.IsSpelling(written, name), description);

    // A client chooses the names, and they are read before its signature is verified.
    [Theory]
    [InlineData("%75%73%65%72")]
    [InlineData("%2575%2573er")]
    [InlineData("%252575ser")]
    [InlineData("%20+[[]user.x[y]%00z")]
    [InlineData("%%%%%%%%%%%%%%%%%25%25%25%2525")]
    [InlineData("%E9%C3%A9%00%FF+%20")]
    [InlineData("user]]][[[...")]
    public void Allocates_Nothing_ForHostileNames(string written)
    {
        string query = string.Join('&', Enumerable.Repeat(written + "=a;" + written, 500));
        int found = 0;

        long bytes = AllocatedBytes.Of(() => found += QuerySpelling.Count(query, "us\u00E9r") + QuerySpelling.Count(query, "user"));

        Assert.Equal(0, bytes);
        Assert.True(found >= 0);
    }
}
