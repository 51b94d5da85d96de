namespace Authz.AspNetCore;

/// <summary>How an API definition protects an application.</summary>
public sealed class ApiDefinitionOptions
{
    /// <summary>
    /// Reads the definition's file in another format than Authz's own in JSON, such as <c>DefinitionImporter.Read</c> of the package
    /// Authz.Import for YAML, OpenAPI and templates. It throws <see cref="ApiDefinitionException"/> for a content that is not usable.
    /// </summary>
    /// <value>The default is null: Authz's own format in JSON.</value>
    public Func<byte[], ApiDefinition>? Reader { get; set; }

    /// <summary>
    /// The file of another definition, relative to the content root, by which each request is decided as well, without effect: where it
    /// differs is counted (<see cref="ApiAuthorizer.ReloadShadow"/>). It is read as the definition's own file is, and polled. What was
    /// counted is in the meter <c>Authz</c>, and in <c>services.GetShadowReport()</c>.
    /// </summary>
    /// <value>The default is null: none.</value>
    public string? ShadowPath { get; set; }

    /// <summary>The body of refusals.</summary>
    /// <value>The default is <see cref="RefusalBody.Message"/>, as API Gateway answers.</value>
    public RefusalBody RefusalBody { get; set; } = RefusalBody.Message;

    /// <summary>
    /// Called for every refusal after its status and headers are set and before its body; it can shape the answer and cannot allow.
    /// </summary>
    public Func<RefusedContext, Task> OnRefused { get; set; } = _ => Task.CompletedTask;

    /// <summary>The claim that is <c>User.Identity.Name</c>.</summary>
    /// <value>The default is <c>sub</c>.</value>
    public string NameClaimType { get; set; } = "sub";

    /// <summary>The claim that <c>User.IsInRole</c> reads.</summary>
    /// <value>The default is <c>roles</c>.</value>
    public string RoleClaimType { get; set; } = "roles";

    /// <summary>How the engine works. Its clock and its handler are the application's unless they are set here.</summary>
    public ApiAuthorizerOptions Engine { get; set; } = new();
}
