// An OpenID provider that nobody here wrote: npm's oidc-provider, with one client and JWT access tokens for two resources.
// usage: node oidc-provider.mjs RS256|EdDSA
import { generateKeyPairSync } from 'node:crypto';
import { createServer } from 'node:http';

const { default: Provider } = await import(new URL('../../Attacks/node_modules/oidc-provider/lib/index.js', import.meta.url));

// The issuer is the address, so the address comes first.
const server = createServer();
await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
const address = `http://127.0.0.1:${server.address().port}`;

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' });
const ed25519 = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' });
const provider = new Provider(address, {
  jwks: {
    keys: [{ ...rsa, use: 'sig', alg: 'RS256', kid: 'rsa-1' }, { ...ed25519, use: 'sig', alg: 'EdDSA', kid: 'ed25519-1' }],
  },
  clients: [{
    client_id: 'pets: client',
    client_secret: 's3cret+:%',
    grant_types: ['client_credentials'],
    redirect_uris: [],
    response_types: [],
  }],
  scopes: ['pets:read', 'pets:write'],
  features: {
    clientCredentials: { enabled: true },
    devInteractions: { enabled: false },
    resourceIndicators: {
      enabled: true,
      getResourceServerInfo: (context, resource) => ({
        scope: 'pets:read pets:write',
        audience: resource,
        accessTokenFormat: 'jwt',
        jwt: { sign: { alg: process.argv[2] } },
      }),
    },
  },
});
server.on('request', provider.callback());
console.log(`Listening on ${address}`);
