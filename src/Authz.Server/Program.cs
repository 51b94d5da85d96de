using Authz.Server;
using Authz.Server.Commands;

FileSizeSignal.Ignore();
StandardStreams.Settle();
return await AuthzCommand.RunAsync(args, Console.Out, Console.Error);
