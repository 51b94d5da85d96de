using Microsoft.AspNetCore.SignalR;

namespace Tasks;

/// <summary>SignalR's users are known by their <c>sub</c>.</summary>
public sealed class SubjectUserIdProvider : IUserIdProvider
{
    /// <inheritdoc/>
    public string? GetUserId(HubConnectionContext connection) => connection.User.FindFirst("sub")?.Value;
}
