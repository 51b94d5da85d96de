using GatewaySample;

// The two programs around the gateway: an API that knows nothing of tokens, and the page that calls it from another origin.
//   GatewaySample api  --urls http://127.0.0.1:5001
//   GatewaySample page --urls http://127.0.0.1:5002 --issuer http://127.0.0.1:5005 --gateway http://127.0.0.1:8080 --signalr signalr.min.js
WebApplicationBuilder builder = WebApplication.CreateBuilder(args[1..]);
builder.Logging.ClearProviders();
builder.Services.AddSignalR();
WebApplication app = builder.Build();
if (args[0] == "api")
{
    Notes.Map(app);
}
else
{
    Page.Map(app, issuer: builder.Configuration["issuer"]!, gateway: builder.Configuration["gateway"]!, builder.Configuration["signalr"]);
}

app.Run();
