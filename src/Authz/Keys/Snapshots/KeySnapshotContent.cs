using Authz.Keys.Sources;

namespace Authz.Keys.Snapshots;

/// <summary>The content of a snapshot.</summary>
/// <param name="Issuer">The issuer that it is bound to.</param>
/// <param name="SourceName">The key source that it is bound to.</param>
/// <param name="FetchedAt">When the documents' fetch began, to the millisecond.</param>
/// <param name="Documents">The documents.</param>
internal sealed record KeySnapshotContent(string Issuer, string SourceName, DateTimeOffset FetchedAt, KeyDocuments Documents);
