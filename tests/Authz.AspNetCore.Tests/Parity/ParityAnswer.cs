namespace Authz.AspNetCore.Tests.Parity;

/// <summary>What an endpoint of <see cref="ParityApp"/> answered.</summary>
internal sealed record ParityAnswer(int Status, string Body, string Challenge);
