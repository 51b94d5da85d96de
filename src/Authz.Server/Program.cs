using Authz.Server.Commands;

return await AuthzCommand.RunAsync(args, Console.Out, Console.Error);
