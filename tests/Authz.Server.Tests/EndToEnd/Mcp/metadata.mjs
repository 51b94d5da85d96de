// Reads metadata of a protected resource as @modelcontextprotocol/sdk does, with its own schema, closed: node metadata.mjs JSON. Prints the members.
const auth = await import(new URL('../../Attacks/node_modules/@modelcontextprotocol/sdk/dist/esm/shared/auth.js', import.meta.url));

const read = auth.OAuthProtectedResourceMetadataSchema.strict().parse(JSON.parse(process.argv[2]));
console.log(Object.keys(read).sort().join(' '));
