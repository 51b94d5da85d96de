// The whole walk of RFC 9449 with programs that nobody here wrote: npm's oidc-provider issues bound tokens, and oauth4webapi,
// openid-client and dpop call the APIs that the first line of the input names. Each line of the output is one finding.
import { createInterface } from 'node:readline';
import { createServer } from 'node:http';
import { generateKeyPairSync } from 'node:crypto';

console.info = console.warn = () => {};

const load = (path) => import(new URL(`../node_modules/${path}`, import.meta.url));
const { default: Provider } = await load('oidc-provider/lib/index.js');
const oauth = await load('oauth4webapi/build/index.js');
const openid = await load('openid-client/build/index.js');
const dpop = await load('dpop/build/index.js');

const server = createServer();
await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
const issuer = `http://127.0.0.1:${server.address().port}`;
const key = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' });
const client = { grant_types: ['client_credentials'], redirect_uris: [], response_types: [], client_secret: 'secret' };
const provider = new Provider(issuer, {
  jwks: { keys: [{ ...key, use: 'sig', alg: 'RS256', kid: 'rsa-1' }] },
  clients: [
    { ...client, client_id: 'proofs', dpop_bound_access_tokens: true },
    { ...client, client_id: 'certificates', tls_client_certificate_bound_access_tokens: true },
  ],
  scopes: ['pets:read'],
  enabledJWA: { dPoPSigningAlgValues: ['ES256', 'PS256'] },
  features: {
    clientCredentials: { enabled: true },
    devInteractions: { enabled: false },
    dPoP: { enabled: true },
    mTLS: {
      enabled: true,
      certificateBoundAccessTokens: true,
      getCertificate: (context) => decodeURIComponent(context.get('x-certificate')),
    },
    resourceIndicators: {
      enabled: true,
      getResourceServerInfo: (context, resource) => ({
        scope: 'pets:read', audience: resource, accessTokenFormat: 'jwt', jwt: { sign: { alg: 'RS256' } },
      }),
    },
  },
});
server.on('request', provider.callback());
console.log(issuer);

const parameters = { resource: 'urn:pets', scope: 'pets:read' };
const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const { apis, certificate } = JSON.parse((await lines.next()).value);

const expect = (what, found, wanted) => {
  if (JSON.stringify(found) !== JSON.stringify(wanted)) {
    console.log(`${what}: ${JSON.stringify(found)} instead of ${JSON.stringify(wanted)}`);
    process.exitCode = 1;
  }
};

async function walkOauth4webapi(api) {
  const insecure = { [oauth.allowInsecureRequests]: true };
  const as = await oauth.processDiscoveryResponse(new URL(issuer), await oauth.discoveryRequest(new URL(issuer), insecure));
  const me = { client_id: 'proofs' };
  const DPoP = oauth.DPoP(me, await oauth.generateKeyPair('ES256'));
  const response = await oauth.clientCredentialsGrantRequest(
    as, me, oauth.ClientSecretBasic('secret'), new URLSearchParams(parameters), { DPoP, ...insecure });
  const { access_token: token, token_type: type } = await oauth.processClientCredentialsResponse(as, me, response);
  expect(`${api.name} oauth4webapi token`, type, 'dpop');
  const call = () => oauth.protectedResourceRequest(token, 'GET', new URL(api.url), undefined, undefined, { DPoP, ...insecure });
  let challenged = false;
  const answer = await call().catch((error) => {
    challenged = oauth.isDPoPNonceError(error);
    return call();
  });
  expect(`${api.name} oauth4webapi`, [challenged, answer.status], [true, 200]);
  const second = await call();
  expect(`${api.name} oauth4webapi again`, second.status, 200);
}

async function walkOpenidClient(api) {
  const config = await openid.discovery(
    new URL(issuer), 'proofs', undefined, openid.ClientSecretBasic('secret'), { execute: [openid.allowInsecureRequests] });
  const DPoP = openid.getDPoPHandle(config, await openid.randomDPoPKeyPair('ES256'));
  const tokens = await openid.clientCredentialsGrant(config, parameters, { DPoP });
  for (const body of [1, 2]) {
    const answer = await openid.fetchProtectedResource(config, tokens.access_token, new URL(api.url), 'GET', undefined, undefined, { DPoP });
    expect(`${api.name} openid-client ${body}`, answer.status, 200);
  }
}

async function walkDpop(api, algorithm) {
  const pair = await dpop.generateKeyPair(algorithm);
  const basic = 'Basic ' + Buffer.from('proofs:secret').toString('base64');
  const granted = await fetch(`${issuer}/token`, {
    method: 'POST',
    headers: { authorization: basic, dpop: await dpop.generateProof(pair, `${issuer}/token`, 'POST') },
    body: new URLSearchParams({ grant_type: 'client_credentials', ...parameters }),
  });
  const { access_token: token } = await granted.json();
  const call = async (proof, scheme = 'DPoP', url = api.url, method = 'GET') => {
    const headers = { authorization: `${scheme} ${token}` };
    if (proof) headers.dpop = proof;
    const answer = await fetch(url, { method, headers });
    await answer.text();
    return answer;
  };
  const challenge = await call(await dpop.generateProof(pair, api.url, 'GET', undefined, token));
  const nonce = challenge.headers.get('dpop-nonce');
  expect(
    `${api.name} dpop challenge`,
    [challenge.status, /^DPoP error="use_dpop_nonce".*algs="[^"]*ES256/.test(challenge.headers.get('www-authenticate')), nonce !== null],
    [401, true, true]);
  const proof = await dpop.generateProof(pair, api.url, 'GET', nonce, token);
  expect(`${api.name} dpop ${algorithm}`, (await call(proof)).status, 200);
  const replayed = await call(proof);
  expect(`${api.name} dpop replay`, [replayed.status, /invalid_dpop_proof/.test(replayed.headers.get('www-authenticate'))], [401, true]);
  expect(`${api.name} dpop as bearer`, (await call(await dpop.generateProof(pair, api.url, 'GET', nonce, token), 'Bearer')).status, 401);
  expect(`${api.name} dpop without proof`, (await call(undefined)).status, 401);
  expect(`${api.name} dpop other method`, (await call(await dpop.generateProof(pair, api.url, 'POST', nonce, token))).status, 401);
  expect(`${api.name} dpop other url`, (await call(await dpop.generateProof(pair, `${api.url}x`, 'GET', nonce, token))).status, 401);
  expect(`${api.name} dpop other token`, (await call(await dpop.generateProof(pair, api.url, 'GET', nonce, `${token}x`))).status, 401);
  const other = await dpop.generateKeyPair(algorithm);
  expect(`${api.name} dpop other key`, (await call(await dpop.generateProof(other, api.url, 'GET', nonce, token))).status, 401);
}

for (const api of apis) {
  for (const walk of [walkOauth4webapi, walkOpenidClient, (one) => walkDpop(one, 'ES256'), (one) => walkDpop(one, 'PS256')]) {
    try {
      await walk(api);
    } catch (error) {
      console.log(`${api.name} ${walk.name}: ${error.stack} ${error.cause ?? ''}`);
      process.exitCode = 1;
    }
  }
}

const bound = await fetch(`${issuer}/token`, {
  method: 'POST',
  headers: { authorization: 'Basic ' + Buffer.from('certificates:secret').toString('base64'), 'x-certificate': encodeURIComponent(certificate) },
  body: new URLSearchParams({ grant_type: 'client_credentials', ...parameters }),
});
console.log(`token ${(await bound.json()).access_token}`);

// Keys are asked for until the tests are through.
await lines.next();
server.closeAllConnections();
server.close();
