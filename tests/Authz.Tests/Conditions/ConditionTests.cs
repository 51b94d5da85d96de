namespace Authz.Tests.Conditions;

/// <summary>What conditions find to hold, one rule a row.</summary>
public sealed class ConditionTests
{
    [Theory]
    [InlineData("""{"StringEquals":{"claims:x":"a"}}""", """{"x":"a"}""", true)]
    [InlineData("""{"StringEquals":{"claims:x":"a"}}""", """{"x":"A"}""", false)]
    [InlineData("""{"StringEquals":{"claims:x":["b","a"]}}""", """{"x":"a"}""", true)]
    [InlineData("""{"StringEquals":{"claims:x":"a"}}""", """{"x":"\u0061"}""", true)]
    [InlineData("""{"StringEquals":{"claims:x":"5"}}""", """{"x":5}""", false)]
    [InlineData("""{"StringEquals":{"claims:x":"true"}}""", """{"x":true}""", false)]
    [InlineData("""{"StringEquals":{"claims:x":""}}""", """{"x":""}""", true)]
    [InlineData("""{"StringEquals":{"claims:x":"*"}}""", """{"x":"a"}""", false)]
    [InlineData("""{"StringNotEquals":{"claims:x":["b","c"]}}""", """{"x":"a"}""", true)]
    [InlineData("""{"StringNotEquals":{"claims:x":["b","a"]}}""", """{"x":"a"}""", false)]
    [InlineData("""{"StringNotEquals":{"claims:x":"b"}}""", """{}""", false)]
    [InlineData("""{"StringNotEquals":{"claims:x":"b"}}""", """{"x":null}""", false)]
    [InlineData("""{"StringNotEquals":{"claims:x":"b"}}""", """{"x":5}""", false)]
    [InlineData("""{"StringNotEquals":{"claims:x":"b"}}""", """{"x":["a"]}""", false)]
    [InlineData("""{"StringNotEqualsIfExists":{"claims:x":"b"}}""", """{}""", true)]
    [InlineData("""{"StringNotEqualsIfExists":{"claims:x":"b"}}""", """{"x":null}""", true)]
    [InlineData("""{"StringNotEqualsIfExists":{"claims:x":"b"}}""", """{"x":"b"}""", false)]
    [InlineData("""{"StringEqualsIgnoreCase":{"claims:x":"Kelvin"}}""", """{"x":"kELVIN"}""", true)]
    [InlineData("""{"StringEqualsIgnoreCase":{"claims:x":"k"}}""", """{"x":"\u212a"}""", false)]
    [InlineData("""{"StringEqualsIgnoreCase":{"claims:x":"ä"}}""", """{"x":"Ä"}""", false)]
    [InlineData("""{"StringEqualsIgnoreCase":{"claims:x":"ä"}}""", """{"x":"ä"}""", true)]
    [InlineData("""{"StringEqualsIgnoreCase":{"claims:x":"[`"}}""", """{"x":"{@"}""", false)]
    [InlineData("""{"Bool":{"claims:x":true}}""", """{"x":true}""", true)]
    [InlineData("""{"Bool":{"claims:x":"true"}}""", """{"x":"true"}""", false)]
    [InlineData("""{"Bool":{"claims:x":[true,false]}}""", """{"x":false}""", true)]
    [InlineData("""{"Null":{"claims:x":true}}""", """{"x":null}""", true)]
    [InlineData("""{"Null":{"claims:x":true}}""", """{"x":[]}""", false)]
    [InlineData("""{"Null":{"claims:x":false}}""", """{"x":{}}""", true)]
    [InlineData("""{"Null":{"claims:/x/y":true}}""", """{"x":[1]}""", true)]
    [InlineData("""{"Null":{"claims:/x/y":false}}""", """{"x":{"z":1,"y":0}}""", true)]
    [InlineData("""{"ForAnyValue:StringEquals":{"claims:x":"a"}}""", """{"x":["b","a"]}""", true)]
    [InlineData("""{"ForAnyValue:StringEquals":{"claims:x":"a"}}""", """{"x":"a"}""", true)]
    [InlineData("""{"ForAnyValue:StringEquals":{"claims:x":"a"}}""", """{"x":[5,["a"],{"a":"a"},null,"a"]}""", true)]
    [InlineData("""{"ForAnyValue:StringEquals":{"claims:x":"a"}}""", """{"x":[["a"],{"a":"a"}]}""", false)]
    [InlineData("""{"ForAnyValue:StringNotEquals":{"claims:x":"a"}}""", """{"x":["a","b"]}""", true)]
    [InlineData("""{"ForAnyValue:StringNotEquals":{"claims:x":"a"}}""", """{"x":["a",5]}""", false)]
    [InlineData("""{"ForAllValues:StringEquals":{"claims:x":["a","b"]}}""", """{"x":["b","a"]}""", true)]
    [InlineData("""{"ForAllValues:StringEquals":{"claims:x":["a","b"]}}""", """{"x":["b","c"]}""", false)]
    [InlineData("""{"ForAllValues:StringEquals":{"claims:x":"a"}}""", """{"x":["a",null]}""", false)]
    [InlineData("""{"ForAllValues:StringEquals":{"claims:x":"a"}}""", """{"x":[]}""", false)]
    [InlineData("""{"ForAllValues:StringEqualsIfExists":{"claims:x":"a"}}""", """{"x":[]}""", false)]
    [InlineData("""{"ForAllValues:StringEqualsIfExists":{"claims:x":"a"}}""", """{}""", true)]
    [InlineData("""{"ForAnyValue:StringEquals":{"claims:x":"a\"b]"}}""", """{"x":["c\\","a\"b]"]}""", true)]
    public void Compares_Claims(string condition, string claims, bool holds)
    {
        using ConditionApi api = new(condition);

        Assert.Equal(holds, api.Holds(claims));
    }

    [Theory]
    [InlineData("a*", "a", true)]
    [InlineData("a*", "a/b", true)]
    [InlineData("*", "", true)]
    [InlineData("**", "x", true)]
    [InlineData("a*b*c", "a-b-b-c", true)]
    [InlineData("a*b*c", "a-c-b", false)]
    [InlineData("a*a", "a", false)]
    [InlineData("*ab*ab*", "xabab", true)]
    [InlineData("*ab*ab*", "xaba", false)]
    [InlineData("a?c", "aéc", true)]
    [InlineData("a?c", "a😀c", true)]
    [InlineData("a??c", "a😀c", false)]
    [InlineData("*?c", "a😀c", true)]
    [InlineData("*é?", "xéé", true)]
    [InlineData("?", "", false)]
    [InlineData("?*?", "é", false)]
    [InlineData("?*?", "éé", true)]
    [InlineData("a.c", "abc", false)]
    [InlineData("a${*}", "a*", true)]
    [InlineData("a${*}", "ab", false)]
    [InlineData("a${?}${$}", "a?$", true)]
    [InlineData("$a$", "$a$", true)]
    public void Compares_Patterns(string pattern, string value, bool holds)
    {
        using ConditionApi api = new($$$"""{"StringLike":{"claims:x":"{{{pattern}}}"}}""");
        using ConditionApi negative = new($$$"""{"StringNotLike":{"claims:x":"{{{pattern}}}"}}""");

        Assert.Equal(holds, api.Holds($$"""{"x":"{{value}}"}"""));
        Assert.Equal(!holds, negative.Holds($$"""{"x":"{{value}}"}"""));
    }

    [Theory]
    [InlineData("NumericEquals", "1", "1.0", true)]
    [InlineData("NumericEquals", "1", "10e-1", true)]
    [InlineData("NumericEquals", "0", "-0.00e7", true)]
    [InlineData("NumericEquals", "9007199254740993", "9007199254740992", false)]
    [InlineData("NumericEquals", "0.1", "0.1000000000000000055511151231257827", false)]
    [InlineData("NumericLessThan", "1e400", "1e399", true)]
    [InlineData("NumericLessThan", "-1", "-1e999999999", true)]
    [InlineData("NumericLessThan", "1e999999999", "1e9999999999", false)]
    [InlineData("NumericGreaterThan", "0", "1e-999999999", true)]
    [InlineData("NumericGreaterThanEquals", "3", "3", true)]
    [InlineData("NumericGreaterThanEquals", "3", "2.9999999999999999999999", false)]
    [InlineData("NumericLessThanEquals", "3", "3.0000000000000000000001", false)]
    [InlineData("NumericNotEquals", "3", "3e0", false)]
    [InlineData("NumericNotEquals", "3", "\"4\"", false)]
    [InlineData("NumericEquals", "3", "\"3\"", false)]
    [InlineData("DateEquals", "1970-01-01T00:00:00Z", "0", true)]
    [InlineData("DateEquals", "1970-01-01t01:00:00.500+01:00", "0.5", true)]
    [InlineData("DateEquals", "1970-01-01T00:00:00Z", "\"1970-01-01T00:00:00z\"", true)]
    [InlineData("DateEquals", "1970-01-01T00:00:00Z", "\"0\"", false)]
    [InlineData("DateLessThan", "2026-01-01T00:00:00Z", "1767225599.999999999", true)]
    [InlineData("DateLessThan", "2026-01-01T00:00:00Z", "1767225599.9999999999", false)]
    [InlineData("DateGreaterThan", "0", "253402300800", false)]
    [InlineData("DateGreaterThan", "0", "253402300799.999999999", true)]
    [InlineData("DateLessThan", "0", "-62135596801", false)]
    [InlineData("DateLessThan", "0", "-62135596800", true)]
    [InlineData("DateNotEquals", "0", "\"2026-02-29T00:00:00Z\"", false)]
    [InlineData("DateNotEquals", "0", "\"2024-02-29T23:59:60Z\"", false)]
    [InlineData("DateGreaterThanEquals", "1e9", "1000000000", true)]
    [InlineData("IpAddress", "10.0.0.0/8", "\"10.255.0.1\"", true)]
    [InlineData("IpAddress", "10.0.0.0/8", "\"::ffff:10.255.0.1\"", true)]
    [InlineData("IpAddress", "::ffff:10.0.0.0/104", "\"10.255.0.1\"", true)]
    [InlineData("IpAddress", "::/0", "\"10.255.0.1\"", false)]
    [InlineData("IpAddress", "0.0.0.0/0", "\"2001:db8::1\"", false)]
    [InlineData("IpAddress", "2001:db8::/32", "\"2001:DB8:1::1.2.3.4\"", true)]
    [InlineData("IpAddress", "10.0.0.1", "\"10.0.0.01\"", false)]
    [InlineData("NotIpAddress", "10.0.0.1", "\"10.0.0.01\"", false)]
    [InlineData("NotIpAddress", "10.0.0.1", "\"10.0.0.2\"", true)]
    [InlineData("NotIpAddress", "10.0.0.1", "\"fe80::1%eth0\"", false)]
    [InlineData("NotIpAddress", "10.0.0.1", "\"10.0.0.2/32\"", true)]
    [InlineData("NotIpAddress", "10.0.0.1", "\"11.0.0.0/8\"", false)]
    public void Compares_Values(string name, string value, string claim, bool holds)
    {
        using ConditionApi api = new($$$"""{"{{{name}}}":{"claims:x":"{{{value}}}"}}""");

        Assert.Equal(holds, api.Holds($$"""{"x":{{claim}}}"""));
    }

    [Theory]
    [InlineData("""{"StringEquals":{"request:method":"GET"}}""", true)]
    [InlineData("""{"StringEquals":{"request:path.tenant":"acme"}}""", true)]
    [InlineData("""{"StringEquals":{"request:path.path":"a/b"}}""", true)]
    [InlineData("""{"StringEquals":{"context:stage":"prod"}}""", true)]
    [InlineData("""{"StringEquals":{"context:routeKey":"GET /tenants/{tenant}/files/{path+}"}}""", true)]
    [InlineData("""{"IpAddress":{"context:identity.sourceIp":"10.0.0.0/8"}}""", true)]
    [InlineData("""{"NotIpAddress":{"context:identity.sourceIp":"10.0.0.0/8"}}""", false)]
    [InlineData("""{"Null":{"context:identity.sourceIp":"false"}}""", true)]
    [InlineData("""{"NumericEquals":{"context:requestTimeEpoch":1800000000}}""", true)]
    [InlineData("""{"DateEquals":{"context:requestTimeEpoch":"2027-01-15T08:00:00Z"}}""", true)]
    [InlineData("""{"StringEquals":{"token:typ":"at+jwt"}}""", true)]
    [InlineData("""{"StringEquals":{"token:alg":"RS256"}}""", true)]
    [InlineData("""{"NumericEquals":{"token:age":0}}""", true)]
    [InlineData("""{"NumericEquals":{"token:remaining":3600}}""", true)]
    [InlineData("""{"StringEquals":{"request:header.X-Plan":"gold"}}""", true)]
    [InlineData("""{"NumericEquals":{"request:header.X-Count":"5"}}""", true)]
    [InlineData("""{"Bool":{"request:header.X-Flag":"true"}}""", true)]
    [InlineData("""{"Bool":{"request:header.X-Odd":"true"}}""", false)]
    [InlineData("""{"StringEquals":{"request:querystring.q":"a b&"}}""", true)]
    [InlineData("""{"StringNotEquals":{"request:querystring.twice":"c"}}""", false)]
    [InlineData("""{"StringNotEqualsIfExists":{"request:querystring.twice":"c"}}""", false)]
    [InlineData("""{"Null":{"request:querystring.twice":"true"}}""", false)]
    [InlineData("""{"Null":{"request:querystring.twice":"false"}}""", false)]
    [InlineData("""{"StringNotEquals":{"request:querystring.empty":"c"}}""", false)]
    [InlineData("""{"Null":{"request:querystring.none":"true"}}""", true)]
    [InlineData("""{"Null":{"request:header.X-None":"true"}}""", true)]
    [InlineData("""{"StringNotEquals":{"request:header.X_Plan":"lead"}}""", false)]
    [InlineData("""{"Null":{"request:header.X_Plan":"true"}}""", false)]
    public void Compares_TheRequest(string condition, bool holds)
    {
        using ConditionApi api = new(condition);
        AuthorizationRequest request = ConditionApi.Request(
            ConditionApi.Token("{}", typ: "at+jwt"),
            ConditionApi.Target + "?q=a+b%26&twice=a&twice=b&empty=",
            ("X-Plan", "gold"), ("X-Count", "5"), ("X-Flag", "true"), ("X-Odd", "True"));

        Assert.Equal(holds, api.Holds(request));
    }

    [Theory]
    [InlineData("acme", "acme", true)]
    [InlineData("acme", "ACME", false)]
    [InlineData("a c", "a%20c", true)]
    [InlineData("a+c", "a+c", true)]
    [InlineData("a c", "a+c", false)]
    [InlineData("%", "%25", true)]
    [InlineData("%25", "%25", false)]
    [InlineData("é", "%C3%A9", true)]
    [InlineData("*", "%2A", true)]
    [InlineData("*", "acme", false)]
    public void Compares_WithVariables(string tenant, string segment, bool holds)
    {
        using ConditionApi equal = new("""{"StringEquals":{"claims:tenant":"${request:path.tenant}"}}""");
        using ConditionApi like = new("""{"StringLike":{"request:path.tenant":"${claims:tenant}"}}""");
        using ConditionApi mixed = new("""{"StringLike":{"claims:tenant":"*${request:path.tenant}"}}""");
        AuthorizationRequest request = ConditionApi.Request(
            ConditionApi.Token($$"""{"tenant":"{{tenant}}"}"""), $"/tenants/{segment}/files/a");
        Assert.Equal((holds, holds, holds), (equal.Holds(request), like.Holds(request), mixed.Holds(request)));
    }

    [Theory]
    [InlineData("""{"StringEquals":{"claims:x":["a","${claims:y}"]}}""", """{"x":"a"}""", false)]
    [InlineData("""{"StringEquals":{"claims:x":["a","${claims:y}"]}}""", """{"x":"a","y":""}""", false)]
    [InlineData("""{"StringEquals":{"claims:x":["a","${claims:y}"]}}""", """{"x":"a","y":["a"]}""", false)]
    [InlineData("""{"StringEquals":{"claims:x":["a","${claims:y}"]}}""", """{"x":"a","y":5}""", false)]
    [InlineData("""{"StringEquals":{"claims:x":["a","${claims:y}"]}}""", """{"x":"a","y":"b"}""", true)]
    [InlineData("""{"StringNotEquals":{"claims:x":"${claims:y}"}}""", """{"x":"a"}""", false)]
    [InlineData("""{"StringEqualsIfExists":{"claims:x":"${claims:y}"}}""", """{}""", false)]
    [InlineData("""{"StringEqualsIfExists":{"claims:x":"${claims:y}"}}""", """{"y":"b"}""", true)]
    [InlineData("""{"StringEquals":{"claims:x":"${claims:y}${claims:z}"}}""", """{"x":"ab","y":"a","z":"b"}""", true)]
    [InlineData("""{"StringEquals":{"claims:x":"${claims:y}-${claims:y}"}}""", """{"x":"a-a","y":"a"}""", true)]
    [InlineData("""{"NumericLessThan":{"claims:x":"${claims:y}"}}""", """{"x":1,"y":2}""", true)]
    [InlineData("""{"NumericLessThan":{"claims:x":"${claims:y}"}}""", """{"x":1,"y":"2"}""", false)]
    [InlineData("""{"DateLessThan":{"claims:x":"${context:requestTimeEpoch}"}}""", """{"x":1799999999}""", true)]
    [InlineData("""{"Bool":{"claims:x":"${claims:y}"}}""", """{"x":false,"y":false}""", true)]
    [InlineData("""{"IpAddress":{"context:identity.sourceIp":"${claims:y}"}}""", """{"y":"10.0.0.0/8"}""", true)]
    [InlineData("""{"IpAddress":{"context:identity.sourceIp":"${claims:y}"}}""", """{"y":"10.0.0.1/8"}""", false)]
    [InlineData("""{"IpAddress":{"claims:y":"${context:identity.sourceIp}"}}""", """{"y":"10.1.2.3"}""", true)]
    [InlineData("""{"ForAnyValue:StringEquals":{"claims:x":"${request:path.tenant}"}}""", """{"x":["b","acme"]}""", true)]
    [InlineData("""[{"StringEquals":{"claims:x":"${claims:y}"}},{"Null":{"claims:y":true}}]""", """{"x":"a"}""", true)]
    public void Judges_Variables(string condition, string claims, bool holds)
    {
        using ConditionApi api = new(condition);

        Assert.Equal(holds, api.Holds(claims));
    }

    [Theory]
    [InlineData("""{"cognito:groups":"a"}""", "claims:cognito:groups", true)]
    [InlineData("""{"https://example.com/roles":"a"}""", "claims:https://example.com/roles", true)]
    [InlineData("""{"/x/y":"a"}""", "claims:/x/y", false)]
    [InlineData("""{"/x/y":"a"}""", "claims:/~1x~1y", true)]
    [InlineData("""{"x":{"y":"a"},"/x/y":"b"}""", "claims:/x/y", true)]
    [InlineData("""{"x.y":"a"}""", "claims:x.y", true)]
    [InlineData("""{"x":{"y":"a"}}""", "claims:x.y", false)]
    [InlineData("""{"constructor":"a"}""", "claims:constructor", true)]
    [InlineData("""{}""", "claims:constructor", false)]
    [InlineData("""{"__proto__":{"x":"a"}}""", "claims:x", false)]
    [InlineData("""{"\u0078":"a"}""", "claims:x", true)]
    [InlineData("""{"\u0445":"a"}""", "claims:x", false)]
    [InlineData("""{"X":"a"}""", "claims:x", false)]
    [InlineData("""{"aud":["a","pets-api"]}""", "claims:aud", true)]
    [InlineData("""{"a":{"b":{"c":"a"},"d":1}}""", "claims:/a/b/c", true)]
    public void Finds_Claims(string claims, string key, bool isFound)
    {
        using ConditionApi api = new($$$"""{"ForAnyValue:StringEquals":{"{{{key}}}":"a"}}""");
        using ConditionApi remembering = new($$$"""{"ForAnyValue:StringEquals":{"{{{key}}}":"a"}}""", rememberedTokenBytes: 1 << 20);
        AuthorizationRequest request = ConditionApi.Request(ConditionApi.Token(claims));

        Assert.Equal(isFound, api.Holds(request));
        Assert.Equal(isFound, remembering.Holds(request));
        Assert.Equal(isFound, remembering.Holds(request));
    }

    [Fact]
    public void Judges_ScopesFirst_ThenIssuer_ThenRoute_ThenStepUp()
    {
        using ConditionApi api = new(
            """{"StringEquals":{"claims:r":"1"}}""", """{"StringEquals":{"claims:i":"1"}}""", """{"acrValues":["phr"]}""",
            scopes: """["read"]""");

        Assert.Equal(RefusalReason.ScopeMissing, Reason("{}"));
        Assert.Equal(RefusalReason.ConditionUnmet, Reason("""{"scope":"read","r":"1","acr":"phr"}"""));
        Assert.Equal(RefusalReason.ConditionUnmet, Reason("""{"scope":"read","i":"1","acr":"phr"}"""));
        Assert.Equal(RefusalReason.AuthenticationInsufficient, Reason("""{"scope":"read","i":"1","r":"1"}"""));
        Assert.Null(Reason("""{"scope":"read","i":"1","r":"1","acr":"phr"}"""));

        RefusalReason? Reason(string claims) => api.Decide(ConditionApi.Request(ConditionApi.Token(claims))).Reason;
    }

    [Fact]
    public void TellsClients_NothingOfTheCondition()
    {
        using ConditionApi api = new("""{"StringEquals":{"claims:secret-claim":"secret-value"}}""");
        AuthorizationDecision decision = api.Decide(ConditionApi.Request(ConditionApi.Token("{}")));

        Assert.Equal(RefusalReason.ConditionUnmet, decision.Reason);
        Assert.Equal((403, null), (decision.StatusCode, decision.Challenge));
        Assert.DoesNotContain("secret", decision.Explanation, StringComparison.Ordinal);
    }
}
