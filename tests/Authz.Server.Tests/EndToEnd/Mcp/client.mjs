// The client of @modelcontextprotocol/sdk on its way to a tool that asks for more than its first token: node client.mjs URL. It registers itself. Prints one
// line for each exchange that it has had, and each step.
import { randomUUID } from 'node:crypto';

const module = (path) => import(new URL(`../../Attacks/node_modules/@modelcontextprotocol/sdk/dist/esm/${path}`, import.meta.url));
const { Client } = await module('client/index.js');
const { StreamableHTTPClientTransport } = await module('client/streamableHttp.js');
const { UnauthorizedError } = await module('client/auth.js');

const url = new URL(process.argv[2]);
const redirectUrl = 'http://127.0.0.1/callback';

// What a browser does between the authorization request and the client's own address.
async function authorize(location) {
  const cookies = new Map();
  while (!location.href.startsWith(redirectUrl)) {
    const headers = { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') };
    const response = await fetch(location, { redirect: 'manual', headers });
    for (const cookie of response.headers.getSetCookie()) {
      const [pair] = cookie.split(';');
      const at = pair.indexOf('=');
      cookies.set(pair.slice(0, at), pair.slice(at + 1));
    }

    const next = response.headers.get('location');
    if (!next) {
      throw new Error(`${location} answers ${response.status}: ${await response.text()}`);
    }

    location = new URL(next, location);
  }

  return location.searchParams.get('code');
}

const saved = {};
let code;
const authProvider = {
  redirectUrl,
  clientMetadata: {
    redirect_uris: [redirectUrl], client_name: 'test', application_type: 'native', token_endpoint_auth_method: 'none',
    grant_types: ['authorization_code'], response_types: ['code'],
  },
  state: () => randomUUID(),
  clientInformation: () => saved.client,
  saveClientInformation: (client) => { saved.client = client; },
  tokens: () => saved.tokens,
  saveTokens: (tokens) => { saved.tokens = tokens; },
  saveCodeVerifier: (verifier) => { saved.verifier = verifier; },
  codeVerifier: () => saved.verifier,
  redirectToAuthorization: async (location) => {
    console.log(`authorize scope=${location.searchParams.get('scope')} resource=${location.searchParams.get('resource')}`);
    code = await authorize(location);
  },
};

const tracedFetch = async (target, init) => {
  const response = await fetch(target, init);
  const path = new URL(target).pathname;
  console.log(`${init?.method ?? 'GET'} ${path} ${response.status}`);
  return response;
};

const open = () => new StreamableHTTPClientTransport(url, { authProvider, fetch: tracedFetch });

// An SDK's user does this once: go where the SDK points, and come back with the code.
async function attempt(transport, action) {
  try {
    return await action();
  } catch (error) {
    if (!(error instanceof UnauthorizedError)) {
      throw error;
    }

    await transport.finishAuth(code);
    return undefined;
  }
}

let transport = open();
let client = new Client({ name: 'test', version: '1' });
if (await attempt(transport, async () => { await client.connect(transport); return true; }) === undefined) {
  transport = open();
  client = new Client({ name: 'test', version: '1' });
  await client.connect(transport);
}

const { tools } = await client.listTools();
console.log(`tools ${tools.map((tool) => tool.name).sort().join(' ')}`);
const call = (name) => client.callTool({ name, arguments: { city: 'Köln' } });
console.log(`get_weather ${(await call('get_weather')).content[0].text}`);
const refused = await attempt(transport, () => call('set_weather'));
console.log(refused === undefined ? 'stepped up' : `not refused: ${JSON.stringify(refused)}`);
console.log(`set_weather ${(await call('set_weather')).content[0].text}`);
await client.close();
process.exit(0);
