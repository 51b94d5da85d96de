// Measures each npm peer on the token of input.json, used as its documentation recommends; prints results lines.
import { createPublicKey } from "node:crypto";
import { readFileSync } from "node:fs";
import { JwtVerifier } from "aws-jwt-verify";
import { createVerifier } from "fast-jwt";
import { importJWK, jwtVerify } from "jose";
import jsonwebtoken from "jsonwebtoken";

const { token, issuer, audience, jwk } = JSON.parse(readFileSync(process.argv[2], "utf8"));
const pem = createPublicKey({ key: jwk, format: "jwk" }).export({ type: "spki", format: "pem" });
const algorithms = ["RS256"];

const fastJwt = createVerifier({ key: pem, algorithms, allowedIss: issuer, allowedAud: audience });
const fastJwtCached = createVerifier({ key: pem, algorithms, allowedIss: issuer, allowedAud: audience, cache: true });
const awsJwtVerify = JwtVerifier.create({ issuer, audience, jwksUri: `${issuer}/jwks` });
awsJwtVerify.cacheJwks({ keys: [jwk] });
const key = await importJWK(jwk, "RS256");

const measured = [
  ["first-sight", "fast-jwt", () => fastJwt(token)],
  ["first-sight", "jsonwebtoken", () => jsonwebtoken.verify(token, pem, { algorithms, issuer, audience })],
  ["first-sight", "aws-jwt-verify", () => awsJwtVerify.verifySync(token)],
  ["first-sight", "jose", () => jwtVerify(token, key, { algorithms, issuer, audience })],
  ["seen-before", "fast-jwt, cache on", () => fastJwtCached(token)],
];

for (const [group, name, verify] of measured) {
  console.log(JSON.stringify({ group, name, value: await median(verify), unit: "µs" }));
}

// The median of 51 rounds, each long enough for the clock, after a second of warming up.
async function median(verify) {
  const claims = await verify();
  if (!JSON.stringify(claims).includes(issuer)) {
    throw new Error("The measured call gave the wrong verdict.");
  }
  let calls = 0;
  for (const end = performance.now() + 1000; performance.now() < end; calls++) {
    await verify();
  }
  const perRound = Math.max(1, Math.round(calls / 100));
  const times = [];
  for (let round = 0; round < 51; round++) {
    const started = performance.now();
    if (verify() instanceof Promise) {
      for (let call = 0; call < perRound; call++) await verify();
    } else {
      for (let call = 0; call < perRound; call++) verify();
    }
    times.push(((performance.now() - started) * 1000) / perRound);
  }
  return times.sort((a, b) => a - b)[25];
}
