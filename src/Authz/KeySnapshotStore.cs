namespace Authz;

/// <summary>
/// Keeps the last good keys of each issuer, so that a process can start while an issuer is down. A snapshot is a trust root like
/// the API definition: anyone who can write it can issue tokens. The engine checks that it is complete, of the right issuer and key
/// source, and not older than <see cref="JwtConfiguration.MaximumKeyAge"/>.
/// </summary>
public abstract class KeySnapshotStore
{
    /// <summary>Opens a snapshot. Called once for each issuer, while a definition is loaded.</summary>
    /// <param name="name">The snapshot's name: 64 lower case hexadecimal digits.</param>
    /// <returns>The snapshot, disposed by the caller; null if there is no snapshot.</returns>
    /// <exception cref="Exception">The snapshot cannot be read: it is ignored, and the message becomes a warning of the issuer's
    /// status.</exception>
    public abstract Stream? OpenRead(string name);

    /// <summary>
    /// Replaces a snapshot, as a whole or not at all. Called in the background after the keys are in use, for one issuer by one caller at a
    /// time; of the keys fetched meanwhile only the latest are saved.
    /// </summary>
    /// <param name="name">The snapshot's name.</param>
    /// <param name="content">The new content; less than 320,000 bytes.</param>
    /// <exception cref="Exception">The snapshot cannot be kept: the message becomes a warning of the issuer's status.</exception>
    public abstract void Save(string name, Stream content);
}
