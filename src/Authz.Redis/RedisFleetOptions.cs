namespace Authz.Redis;

/// <summary>The fleet that an application is a replica of: the section <c>Authz:Redis</c>, and what code adds to it.</summary>
public sealed class RedisFleetOptions
{
    /// <summary>The fleet's store, as <see cref="RedisFleetStore"/> takes it.</summary>
    public string? Url { get; set; }

    /// <summary>The file of the secret that the fleet shares and its store does not know; older ones on further lines.</summary>
    public string? FleetSecretFile { get; set; }

    /// <summary>The file of the store's password, or of <c>USER:PASSWORD</c>.</summary>
    /// <value>The default is null: the store asks for none.</value>
    public string? PasswordFile { get; set; }

    /// <summary>The secret, instead of its file. For code alone: configuration names a file.</summary>
    public FleetSecret? FleetSecret { get; set; }

    internal List<string> Problems { get; } = [];
}
