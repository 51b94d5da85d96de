namespace Authz.AspNetCore.Principals;

/// <summary>A token's characters inside the header that carried them, cut out only when somebody asks.</summary>
internal readonly record struct BearerText(string Source, int Start)
{
    public override string ToString() => Start == 0 ? Source : Source[Start..];
}
