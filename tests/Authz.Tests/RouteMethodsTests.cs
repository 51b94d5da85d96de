namespace Authz.Tests;

public sealed class RouteMethodsTests
{
    [Fact]
    public void Lists_EachMethodAtItsPlace() =>
        Assert.Equal(Enumerable.Range(0, RouteMethods.AnyIndex), RouteMethods.All.Select(method => RouteMethods.IndexOf(method)));
}
