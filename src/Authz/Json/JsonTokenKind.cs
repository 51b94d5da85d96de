namespace Authz.Json;

/// <summary>The kind of token that <see cref="StrictJsonReader"/> is at.</summary>
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
