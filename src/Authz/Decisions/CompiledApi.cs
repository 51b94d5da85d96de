using Authz.Keys;
using Authz.Routes;

namespace Authz.Decisions;

/// <summary>A definition made ready for decisions. Immutable: a reload replaces it wholly.</summary>
internal sealed record CompiledApi(ApiDefinition Definition, RouteTable<CompiledRoute> Routes, IReadOnlyCollection<IssuerKeys> Keys);
