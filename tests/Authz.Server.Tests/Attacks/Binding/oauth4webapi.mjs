// What oauth4webapi's own validation says of requests, one JSON line each: 1 accepted, 0 refused, N refused for an htu that is the same
// after RFC 3986 section 6.2.2, which it does not apply to escapes.
import { createInterface } from 'node:readline';
const oauth = await import(new URL('../node_modules/oauth4webapi/build/index.js', import.meta.url));

const unreserved = /[A-Za-z0-9\-._~]/;
const normalize = (text) => {
  const url = new URL(text);
  url.search = '';
  url.hash = '';
  return url.href.replace(/%([0-9a-fA-F]{2})/g, (escape, digits) => {
    const character = String.fromCharCode(parseInt(digits, 16));
    return unreserved.test(character) ? character : escape.toUpperCase();
  });
};

let as;
let options;
for await (const line of createInterface({ input: process.stdin })) {
  const question = JSON.parse(line);
  if (question.jwks) {
    as = { issuer: question.issuer, jwks_uri: 'https://keys.example/' };
    options = { [oauth.customFetch]: async () => Response.json(question.jwks) };
    continue;
  }

  try {
    const headers = new Headers();
    headers.set('authorization', question.authorization);
    if (question.proof !== null) headers.set('dpop', question.proof);
    const request = new Request(question.url, { method: question.method, headers });
    await oauth.validateJwtAccessToken(as, request, question.audience, options);
    console.log('1');
  } catch (error) {
    let isSame = false;
    try {
      isSame = error.message === 'DPoP Proof htu mismatch' && normalize(error.cause.claims.htu) === normalize(question.url);
    } catch { /* no URL */ }
    console.log(isSame ? 'N' : `0 ${String(error.message).replaceAll('\n', ' ')}`);
  }
}
