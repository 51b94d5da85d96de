using System.Text;
using Authz.Tokens;

namespace Authz.Tests.Tokens;

public sealed class HeaderMembersTests
{
    private static readonly Dictionary<string, HeaderMember> s_members = new(StringComparer.Ordinal)
    {
        ["alg"] = HeaderMember.Algorithm,
        ["kid"] = HeaderMember.KeyId,
        ["typ"] = HeaderMember.Type,
        ["cty"] = HeaderMember.ContentType,
        ["crit"] = HeaderMember.Refused,
        ["b64"] = HeaderMember.Refused,
        ["zip"] = HeaderMember.Refused,
        ["jku"] = HeaderMember.Refused,
        ["jwk"] = HeaderMember.Refused,
        ["x5u"] = HeaderMember.Refused,
        ["x5c"] = HeaderMember.Refused,
        ["x5t"] = HeaderMember.Thumbprint,
        ["x5t#S256"] = HeaderMember.Thumbprint,
        ["iss"] = HeaderMember.ReplicatedClaim,
        ["sub"] = HeaderMember.ReplicatedClaim,
        ["aud"] = HeaderMember.ReplicatedClaim,
    };

    [Fact]
    public void Recognizes_EachMember() => Assert.All(s_members, member => Assert.Equal(member.Value, Identify(member.Key)));

    [Fact]
    public void Recognizes_NoNameThatDiffersInOneCharacter() =>
        Assert.All(NearNames.Of(s_members.Keys), name => Assert.Equal((name, s_members.GetValueOrDefault(name)), (name, Identify(name))));

    private static HeaderMember Identify(string name) => HeaderMembers.Identify(Encoding.Latin1.GetBytes(name));
}
