namespace Authz;

/// <summary>The values of a matched route's path variables, percent-decoded. The zero value holds none.</summary>
public readonly struct PathParameters
{
}
