using System.Text.Json.Serialization;

namespace Authz.AspNetCore.Refusals;

/// <summary>Writes <see cref="RefusalMessage"/> without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(RefusalMessage))]
internal sealed partial class RefusalMessageContext : JsonSerializerContext;
