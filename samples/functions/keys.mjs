// A Lambda authorizer: knows callers by a key of the stage. A real one would look keys up.
const callers = { "Key alice-secret": "alice", "Key bob-secret": "bob" };

export async function handler(event) {
  const caller = callers[event.identitySource[0]];
  return { isAuthorized: caller !== undefined, context: { caller: caller ?? "" } };
}
