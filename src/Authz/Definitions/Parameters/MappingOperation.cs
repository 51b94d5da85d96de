namespace Authz.Definitions.Parameters;

/// <summary>What a parameter mapping does to its target.</summary>
internal enum MappingOperation : byte
{
    Append,
    Overwrite,
    Remove,
}
