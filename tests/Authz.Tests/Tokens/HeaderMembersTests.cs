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
        ["jku"] = HeaderMember.Other,
        ["jwk"] = HeaderMember.Other,
        ["x5u"] = HeaderMember.Other,
        ["x5c"] = HeaderMember.Other,
        ["x5t"] = HeaderMember.Sha1Thumbprint,
        ["x5t#S256"] = HeaderMember.Sha256Thumbprint,
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
