using Microsoft.AspNetCore.Authorization;

namespace Tasks;

/// <summary>Asks that the user be the owner of what is asked for.</summary>
public sealed class OwnerRequirement : IAuthorizationRequirement;
