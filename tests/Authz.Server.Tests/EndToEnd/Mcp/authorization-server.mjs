// npm's oidc-provider for clients of the Model Context Protocol: authorization codes for a client, for those that
// register themselves, and for any resource. Its user says
// yes at once, so that a client without a browser can follow the redirects.
import { generateKeyPairSync } from 'node:crypto';
import { createServer } from 'node:http';

const { default: Provider } = await import(new URL('../../Attacks/node_modules/oidc-provider/lib/index.js', import.meta.url));

const server = createServer();
await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
const address = `http://127.0.0.1:${server.address().port}`;
const scopes = 'mcp:use weather:write';

const key = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' });
const provider = new Provider(address, {
  jwks: { keys: [{ ...key, use: 'sig', alg: 'RS256', kid: 'rsa-1' }] },
  clients: [
    { client_id: 'mcp-client-with-secret', client_secret: 's3cret' },
  ].map((client) => ({
    ...client,
    application_type: 'native',
    grant_types: ['authorization_code'],
    response_types: ['code'],
    redirect_uris: ['http://127.0.0.1/callback'],
  })),
  scopes: scopes.split(' '),
  cookies: { keys: ['not a secret'] },
  interactions: { url: (context, interaction) => `/interaction/${interaction.uid}` },
  // The SDK registers the scope of its first challenge alone, and asks for others later.
  extraClientMetadata: { properties: ['registered'], validator: (context, key, value, metadata) => { delete metadata.scope; } },
  features: {
    registration: { enabled: true },
    devInteractions: { enabled: false },
    resourceIndicators: {
      enabled: true,
      useGrantedResource: () => true,
      getResourceServerInfo: (context, resource) => ({
        scope: scopes,
        audience: resource,
        accessTokenFormat: 'jwt',
        jwt: { sign: { alg: 'RS256' } },
      }),
    },
  },
  findAccount: (context, id) => ({ accountId: id, claims: () => ({ sub: id }) }),
});

const answer = provider.callback();
server.on('request', async (request, response) => {
  if (!request.url.startsWith('/interaction/')) {
    answer(request, response);
    return;
  }

  const { prompt, params, grantId } = await provider.interactionDetails(request, response);
  if (prompt.name === 'login') {
    await provider.interactionFinished(request, response, { login: { accountId: 'alice' } });
    return;
  }

  const grant = (grantId && await provider.Grant.find(grantId)) || new provider.Grant({ accountId: 'alice', clientId: params.client_id });
  grant.addOIDCScope(params.scope ?? '');
  for (const resource of [params.resource].flat().filter(Boolean)) {
    grant.addResourceScope(resource, params.scope ?? '');
  }

  await provider.interactionFinished(request, response, { consent: { grantId: await grant.save() } }, { mergeWithLastSubmission: true });
});
console.log(`Listening on ${address}`);
