// A Lambda authorizer that decides as the caller's header says, and counts how often it was asked.
let calls = 0;

const policy = (effect, resource) => ({ Version: "2012-10-17", Statement: [{ Action: "execute-api:Invoke", Effect: effect, Resource: resource }] });

export async function handler(event) {
  calls++;
  const [verdict, caller] = (event.headers.authorization ?? event.headers.Authorization ?? "").split(" ");
  const arn = event.routeArn ?? event.methodArn;
  const context = { caller: caller ?? "", calls };
  switch (verdict) {
    case "allow": return { isAuthorized: true, context: { ...context, list: ["a", 1], map: { k: true } } };
    case "deny": return { isAuthorized: false, context };
    case "event": return { isAuthorized: true, context: { event } };
    case "policy-route": return { principalId: caller, policyDocument: policy("Allow", arn), context };
    case "policy-all": return { principalId: caller, policyDocument: policy("Allow", arn.split("/")[0] + "/*"), context };
    case "policy-deny": return { principalId: caller, policyDocument: policy("Deny", "*"), context };
    case "policy-none": return { principalId: caller, policyDocument: policy("Allow", "arn:aws:execute-api:*:*:other/*"), context };
    case "policy-claims": return { principalId: caller, policyDocument: policy("Allow", "*"), context: { claims: "admin" } };
    case "unauthorized": throw new Error("Unauthorized");
    case "unauthorised": throw new Error("unauthorized");
    case "text": return "yes";
    case "truthy": return { isAuthorized: "true" };
    case "twice": return Buffer.from('{"isAuthorized":false,"isAuthorized":true}');
    case "garbage": return Buffer.from("{");
    case "hang": return new Promise(() => {});
    default: return {};
  }
}
