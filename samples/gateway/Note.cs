namespace GatewaySample;

/// <summary>A note and who wrote it.</summary>
internal sealed record Note(string User, string Text);
