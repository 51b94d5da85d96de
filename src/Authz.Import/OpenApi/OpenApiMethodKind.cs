namespace Authz.Import.OpenApi;

/// <summary>The kind of a member of a path item.</summary>
internal enum OpenApiMethodKind : byte
{
    NoOperation,
    Operation,
    Unsupported,
}
