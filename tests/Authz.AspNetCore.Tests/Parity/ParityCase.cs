namespace Authz.AspNetCore.Tests.Parity;

/// <summary>One request that both schemes are asked.</summary>
/// <param name="Name">What is special about it.</param>
/// <param name="Headers">The values of <c>Authorization</c>.</param>
/// <param name="Difference">Why the schemes answer differently, as docs/aspnetcore.md has it; null where they must answer alike.</param>
internal sealed record ParityCase(string Name, string[] Headers, string? Difference = null);
