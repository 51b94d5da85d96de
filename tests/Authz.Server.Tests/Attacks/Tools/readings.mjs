// What JavaScript reads in bodies: for each line {"body": base64, "name": header}, which tools the body calls by its own names and by
// names and methods in any case, and whether the header says the name of each message. "x" where it is no JSON.
import { createInterface } from 'node:readline';

const decode = (header) => {
  const encoded = /^=\?base64\?(.*)\?=$/i.exec(header);
  return encoded ? Buffer.from(encoded[1], 'base64').toString('utf8') : header;
};
const said = (params) => (typeof params?.name === 'string' ? params.name : params?.uri);
const any = (object, name) => {
  const found = Object.keys(object ?? {}).filter((key) => key.toLowerCase() === name).map((key) => object[key]);
  return found.length > 1 ? found : found[0];
};
const text = (value) => (typeof value === 'string' ? value.trim().toLowerCase() : value);

for await (const line of createInterface({ input: process.stdin })) {
  const { body, name } = JSON.parse(line);
  try {
    const value = JSON.parse(new TextDecoder().decode(Buffer.from(body, 'base64')));
    const messages = [value].flat();
    console.log(JSON.stringify({
      exact: messages.filter((one) => one?.method === 'tools/call').map((one) => one.params?.name),
      loose: messages.filter((one) => text(any(one, 'method')) === 'tools/call').map((one) => any(any(one, 'params'), 'name')),
      agrees: name === null || messages.every((one) => decode(name) === said(one.params)),
    }));
  } catch {
    console.log('x');
  }
}
