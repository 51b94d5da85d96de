namespace Authz.Server.Tests.Gateway.Operation;

/// <summary>Tests that no other test runs beside.</summary>
[CollectionDefinition(nameof(RunAlone), DisableParallelization = true)]
public sealed class RunAlone;
