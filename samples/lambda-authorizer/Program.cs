using Authz;
using Authz.Lambda;
using LambdaAuthorizerSample;

// Beside the program: the definition, and the key snapshot that `bootstrap fetch-keys` leaves there when the package is built.
string folder = AppContext.BaseDirectory;
string definition = Path.Combine(folder, "authz.json");
FileKeySnapshotStore snapshot = new(Path.Combine(folder, "keys"));

return args switch
{
    [] => LambdaRuntime.Run(Create),
    ["fetch-keys"] => await KeyFetch.RunAsync(definition, snapshot),
    _ => Usage(),
};

LambdaAuthorizer Create()
{
    ApiDefinition api = ApiDefinitionReader.ReadFile(definition);
    foreach (string problem in FileTrust.FindProblems(api, definition))
    {
        Console.Error.WriteLine($"warning: {problem}");
    }

    return new LambdaAuthorizer(api, DeploymentSettings.Read(Environment.GetEnvironmentVariable).ToOptions(snapshot));
}

static int Usage()
{
    Console.Error.WriteLine(
        "usage: bootstrap              runs as an AWS Lambda custom runtime\n       bootstrap fetch-keys   leaves a snapshot of the " +
        "issuers' keys in ./keys");
    return 2;
}
