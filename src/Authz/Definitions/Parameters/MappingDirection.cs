namespace Authz.Definitions.Parameters;

/// <summary>Whether a mapping changes what the backend gets or what the client gets.</summary>
internal enum MappingDirection : byte
{
    Request,
    Response,
}
