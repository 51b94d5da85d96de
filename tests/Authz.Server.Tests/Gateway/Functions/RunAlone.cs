namespace Authz.Server.Tests.Gateway.Functions;

/// <summary>Tests with processes of several kinds, which run when no other does.</summary>
[CollectionDefinition(nameof(RunAlone), DisableParallelization = true)]
public sealed class RunAlone;
