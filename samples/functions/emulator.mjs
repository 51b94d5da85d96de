// Runs a Lambda handler behind the protocol of the runtime interface emulator: node emulator.mjs PORT HANDLER.mjs
import { createServer } from "node:http";
import { pathToFileURL } from "node:url";

const [port, file] = process.argv.slice(2);
const { handler } = await import(pathToFileURL(file));

async function invoke(text) {
  try {
    const answer = await handler(JSON.parse(text));
    return Buffer.isBuffer(answer) ? answer : JSON.stringify(answer ?? null);
  } catch (error) {
    return JSON.stringify({ errorMessage: error.message, errorType: error.name, trace: [] });
  }
}

const server = createServer(async (request, response) => {
  const chunks = [];
  for await (const chunk of request) {
    chunks.push(chunk);
  }

  response.end(await invoke(Buffer.concat(chunks).toString("utf8")));
});
server.listen(Number(port), "127.0.0.1", () => console.log(`Listening on http://127.0.0.1:${server.address().port}`));
