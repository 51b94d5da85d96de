using Authz.Import.Includes;

namespace Authz.Import.Tree;

/// <summary>What every loader works with.</summary>
/// <param name="Options">The values that the file leaves open.</param>
/// <param name="Report">Collects the problems.</param>
/// <param name="Files">Reads the files that the file names.</param>
internal sealed record ImportContext(ImportOptions Options, ImportReport Report, IncludedFiles Files);
