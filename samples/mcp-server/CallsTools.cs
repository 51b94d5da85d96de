namespace McpServerSample;

/// <summary>Marks the endpoint whose requests call tools.</summary>
internal sealed class CallsTools;
