// Answers with the event it got, or with whatever the request's body says: the bytes of a function's answer.
export async function handler(event) {
  const headers = Object.fromEntries(Object.entries(event.headers).map(([name, value]) => [name.toLowerCase(), value]));
  switch (headers["x-mode"]) {
    case "answer":
      return Buffer.from(event.body ?? "", event.isBase64Encoded ? "base64" : "utf8");
    case "throw":
      throw new Error("broken");
    case "hang":
      return new Promise(() => {});
    case "large":
      return { statusCode: 200, body: "x".repeat(7 * 1024 * 1024) };
    case "exit":
      process.exit(1);
    default:
      return { statusCode: 200, headers: { "content-type": "application/json" }, body: JSON.stringify(event) };
  }
}
