using System.Diagnostics;
using System.Net.Sockets;
using Authz.Tests;

namespace Authz.Server.Tests.Attacks.Binding;

/// <summary>nginx before a backend, which asks <c>authz decide</c> about each request and hands on nonces.</summary>
internal sealed class NginxProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly string _folder;

    private NginxProcess(Process process, string folder)
    {
        _process = process;
        _folder = folder;
    }

    public static async Task<NginxProcess> StartAsync(Uri listen, Uri decide, Uri backend)
    {
        string nginx = File.Exists("/usr/sbin/nginx") ? "/usr/sbin/nginx" : Requirement.Program("nginx");
        string folder = Directory.CreateTempSubdirectory().FullName;
        string configuration = Path.Combine(folder, "nginx.conf");
        await File.WriteAllTextAsync(configuration, $$"""
            daemon off; master_process off; pid {{folder}}/pid; error_log {{folder}}/error.log;
            events { }
            http {
              access_log off;
              client_body_temp_path {{folder}}/a; proxy_temp_path {{folder}}/b; fastcgi_temp_path {{folder}}/c; uwsgi_temp_path {{folder}}/d; scgi_temp_path {{folder}}/e;
              server {
                listen {{listen.Authority}};
                location / {
                  auth_request /authz;
                  auth_request_set $proof_nonce $upstream_http_dpop_nonce;
                  add_header DPoP-Nonce $proof_nonce always;
                  proxy_pass http://{{backend.Authority}};
                }
                location = /authz {
                  internal;
                  proxy_pass http://{{decide.Authority}};
                  proxy_pass_request_body off;
                  proxy_set_header Content-Length "";
                  proxy_set_header X-Original-Method $request_method;
                  proxy_set_header X-Original-URI $request_uri;
                  proxy_set_header X-Original-Host $http_host;
                  proxy_set_header X-Real-IP $remote_addr;
                }
              }
            }
            """);
        NginxProcess process = new(Process.Start(new ProcessStartInfo(nginx, ["-p", folder, "-c", configuration]))!, folder);
        await process.WaitAsync(listen);
        return process;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task WaitAsync(Uri listen)
    {
        while (!_process.HasExited)
        {
            try
            {
                using TcpClient client = new();
                await client.ConnectAsync(listen.Host, listen.Port);
                return;
            }
            catch (SocketException)
            {
                await Task.Yield();
            }
        }

        throw new InvalidOperationException(await File.ReadAllTextAsync(Path.Combine(_folder, "error.log")));
    }
}
