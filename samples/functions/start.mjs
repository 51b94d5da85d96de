// Starts the sample: node samples/functions/start.mjs. Two versions of the function, the authorizer, a dev issuer and the gateway.
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const here = (name) => fileURLToPath(new URL(name, import.meta.url));
const authz = ["run", "-c", "Release", "--project", here("../../src/Authz.Server"), "--"];
const started = [];

// Starts a program, shows what it says, and tells the address in the first line that has one and says so.
function start(name, said, program, args) {
  const process = spawn(program, args, { stdio: ["ignore", "pipe", "inherit"] });
  started.push(process);
  return new Promise((resolve, reject) => {
    process.on("exit", (code) => reject(new Error(`${name} ended with ${code}`)));
    createInterface(process.stdout).on("line", (line) => {
      console.log(`${name.padEnd(9)} ${line}`);
      const address = /http:\/\/127\.0\.0\.1:\d+/.exec(line);
      if (address && line.includes(said)) {
        resolve(address[0]);
      }
    });
  });
}

const stop = () => started.forEach((process) => process.kill());
process.on("SIGINT", stop);
process.on("SIGTERM", stop);

try {
  const emulator = here("emulator.mjs");
  const version1 = await start("orders-v1", "Listening", "node", [emulator, "0", here("orders.mjs")]);
  const version2 = await start("orders-v2", "Listening", "node", [emulator, "0", here("orders.mjs")]);
  const keys = await start("keys", "Listening", "node", [emulator, "0", here("keys.mjs")]);
  await start("issuer", "Dev issuer", "dotnet", [...authz, "issuer", "--listen", "http://127.0.0.1:5005"]);
  const functions = [`orders-v1=${version1}`, `orders-v2=${version2}`, `keys=${keys}`].flatMap((value) => ["--function", value]);
  const listen = process.argv[2] ?? "http://127.0.0.1:8080";
  const gateway = await start("gateway", "Listening", "dotnet", [...authz, "serve", here("authz.yaml"), "--listen", listen, ...functions]);
  console.log(`
curl -H 'Authorization: Key alice-secret' ${gateway}/orders          # 200, version 1
curl -H 'Authorization: Key alice-secret' ${gateway}/next/orders     # 200, version 2, five at once and then one a second
curl -H 'Authorization: Key wrong' ${gateway}/orders                 # 403
curl ${gateway}/orders                                               # 401
Ctrl+C ends it.`);
} catch (error) {
  console.error(error.message);
  stop();
}
