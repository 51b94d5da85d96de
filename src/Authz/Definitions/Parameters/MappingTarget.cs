namespace Authz.Definitions.Parameters;

/// <summary>What of a request or response a parameter mapping changes.</summary>
internal enum MappingTarget : byte
{
    Header,
    QueryString,
    Path,
    StatusCode,
}
