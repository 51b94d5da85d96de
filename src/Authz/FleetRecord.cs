namespace Authz;

/// <summary>A record of a fleet's log: sealed, so that the store need not be trusted.</summary>
/// <param name="WrittenAt">When it was first written, in Unix milliseconds, by which the log is ordered.</param>
/// <param name="Content">The sealed content, by which a record is known.</param>
public readonly record struct FleetRecord(long WrittenAt, byte[] Content);
