namespace Authz.Definitions.Parameters;

/// <summary>The part of a request or response that a parameter mapping changes.</summary>
internal enum MappingTarget : byte
{
    Header,
    QueryString,
    Path,
    StatusCode,
}
