namespace Authz.Json;

/// <summary>What <see cref="StrictJsonReader"/> stands on.</summary>
internal enum JsonTokenKind : byte
{
    None = 0,
    StartObject,
    EndObject,
    StartArray,
    EndArray,
    Name,
    String,
    Number,
    True,
    False,
    Null,
}
