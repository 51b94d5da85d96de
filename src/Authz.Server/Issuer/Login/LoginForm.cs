namespace Authz.Server.Issuer.Login;

/// <summary>What the developer says on the page. The names are no parameters of a login, which the form brings back beside them.</summary>
internal static class LoginForm
{
    public const string Subject = "as_subject";
    public const string Audience = "as_audience";
    public const string Scope = "as_scope";
    public const string Decision = "decision";
    public const string SignIn = "sign-in";
    public const string Refuse = "refuse";

    /// <summary>The page sends less than its URL held, twice encoded.</summary>
    public const int MaximumBytes = 65_536;
}
