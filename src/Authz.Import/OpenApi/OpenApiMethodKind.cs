namespace Authz.Import.OpenApi;

/// <summary>What a member of a path item is.</summary>
internal enum OpenApiMethodKind : byte
{
    NoOperation,
    Operation,
    Unsupported,
}
