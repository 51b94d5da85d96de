// Asks an authz decide over gRPC as Envoy would: node check.mjs HOST:PORT FOLDER... < questions, one JSON object a line.
import { createRequire } from "node:module";
import { createInterface } from "node:readline";

const require = createRequire(new URL("../../../Attacks/package.json", import.meta.url));
const grpc = require("@grpc/grpc-js");
const loader = require("@grpc/proto-loader");

const [address, ...includeDirs] = process.argv.slice(2);
const options = { keepCase: true, longs: Number, oneofs: true, includeDirs };
const { Authorization } = grpc.loadPackageDefinition(loader.loadSync("check_request.proto", options)).envoy.service.auth.v3;
const client = new Authorization(address, grpc.credentials.createInsecure());

for await (const line of createInterface({ input: process.stdin })) {
  const { method, path, headers } = JSON.parse(line);
  const http = { method, path, host: "api.example", headers };
  const answer = await new Promise((resolve, reject) =>
    client.Check({ attributes: { request: { http } } }, (error, response) => (error ? reject(error) : resolve(response))));
  console.log(JSON.stringify({
    code: answer.status?.code ?? 0,
    status: answer.denied_response?.status?.code ?? 200,
    set: Object.fromEntries((answer.ok_response?.headers ?? []).map(({ header }) => [header.key, header.value])),
    remove: answer.ok_response?.headers_to_remove ?? [],
  }));
}

client.close();
