namespace Authz.AspNetCore.Principals;

/// <summary>A token's characters inside their header, cut out only when needed.</summary>
internal readonly record struct BearerText(string Source, int Start)
{
    public override string ToString() => Start == 0 ? Source : Source[Start..];
}
