// A function that has each adapter answer the same event, and answers all of that.
import { adapters } from "./adapters.mjs";

async function ask(adapter, event) {
  try {
    const { statusCode, body } = await adapter(structuredClone(event), {});
    return { status: statusCode, ...JSON.parse(body) };
  } catch (error) {
    return { status: 0, route: "error", message: error.message };
  }
}

export async function handler(event) {
  const answers = await Promise.all(
    Object.entries(adapters).map(async ([name, adapter]) => [name, await ask(adapter, event)]));
  return { statusCode: 200, headers: { "content-type": "application/json" }, body: JSON.stringify(Object.fromEntries(answers)) };
}
