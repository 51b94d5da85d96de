namespace Authz.Tests.Keys;

/// <summary>Tests that measure the whole process, and therefore run when no other does.</summary>
[CollectionDefinition(nameof(RunAlone), DisableParallelization = true)]
public sealed class RunAlone;
