namespace Authz.Tests.Conditions;

/// <summary>A claim and a path variable, however each of them is written.</summary>
public sealed class SegmentTermTests
{
    private const string Tenant = """{"StringEquals":{"claims:x":"${request:path.tenant}"}}""";
    private const string Path = """{"StringEquals":{"claims:x":"${request:path.path}"}}""";

    [Theory]
    [InlineData(Tenant, """{"x":"acme"}""", "/tenants/acme/files/a/b")]
    [InlineData(Tenant, """{"x":"\u0061cme"}""", "/tenants/acme/files/a/b")]
    [InlineData(Tenant, """{"x":"a c"}""", "/tenants/a%20c/files/a/b")]
    [InlineData(Tenant, """{"x":"acme"}""", "/tenants/acme/files/%20/b")]
    [InlineData(Tenant, """{"x":"é"}""", "/tenants/%C3%A9/files/a/b")]
    [InlineData(Tenant, """{"x":"acme"}""", "/tenants/acme/files/a?x=/other/")]
    [InlineData(Path, """{"x":"a/b"}""", "/tenants/acme/files/a/b")]
    [InlineData(Path, """{"x":"a/b"}""", "/tenants/acme/files/a/b?c")]
    [InlineData("""{"ForAnyValue:StringEquals":{"claims:x":"${request:path.tenant}"}}""", """{"x":["b","acme"]}""", "/tenants/acme/files/a")]
    [InlineData("""{"StringEqualsIfExists":{"claims:x":"${request:path.tenant}"}}""", "{}", "/tenants/acme/files/a")]
    public void Holds_ForTheSameText(string condition, string claims, string target)
    {
        using ConditionApi api = new(condition);

        Assert.True(api.Holds(ConditionApi.Request(ConditionApi.Token(claims), target)));
    }

    [Theory]
    [InlineData(Tenant, """{"x":"Acme"}""", "/tenants/acme/files/a")]
    [InlineData(Tenant, """{"x":"acm"}""", "/tenants/acme/files/a")]
    [InlineData(Tenant, """{"x":"acme/files"}""", "/tenants/acme/files/a")]
    [InlineData(Tenant, """{"x":""}""", "/tenants/acme/files/a")]
    [InlineData(Tenant, """{"x":"a%20c"}""", "/tenants/a%20c/files/a")]
    [InlineData(Tenant, """{"x":7}""", "/tenants/7/files/a")]
    [InlineData(Tenant, """{"x":["acme"]}""", "/tenants/acme/files/a")]
    [InlineData(Tenant, """{"x":null}""", "/tenants/null/files/a")]
    [InlineData(Tenant, "{}", "/tenants/acme/files/a")]
    [InlineData(Path, """{"x":"a"}""", "/tenants/acme/files/a/b")]
    [InlineData(Path, """{"x":"a/b?c"}""", "/tenants/acme/files/a/b?c")]
    [InlineData("""{"ForAllValues:StringEquals":{"claims:x":"${request:path.tenant}"}}""", """{"x":["acme","b"]}""", "/tenants/acme/files/a")]
    public void Fails_ForAnother(string condition, string claims, string target)
    {
        using ConditionApi api = new(condition);

        Assert.False(api.Holds(ConditionApi.Request(ConditionApi.Token(claims), target)));
    }
}
