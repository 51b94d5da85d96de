// Answers requests for orders, and says which stage and caller they are for.
const orders = { 1: "tea", 2: "biscuits" };

export async function handler(event) {
  const id = event.pathParameters?.id;
  if (id !== undefined && !(id in orders)) {
    return { statusCode: 404, body: "no such order" };
  }

  return {
    stage: event.requestContext.stage,
    caller: event.requestContext.authorizer?.lambda?.caller ?? event.requestContext.authorizer?.jwt?.claims?.sub ?? null,
    orders: id === undefined ? orders : { [id]: orders[id] },
  };
}
