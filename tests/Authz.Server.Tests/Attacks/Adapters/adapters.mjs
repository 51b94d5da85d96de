// One small application behind each adapter that turns events into requests. It answers which route was reached, and what was read.
// Routes are case-sensitive and strict everywhere: that Express takes other spellings by default is what "authz check" reports.
import codegenie from "@codegenie/serverless-express";
import awsLambdaFastify from "@fastify/aws-lambda";
import express from "express";
import fastify from "fastify";
import { Hono } from "hono";
import { handle } from "hono/aws-lambda";
import qs from "qs";
import serverless from "serverless-http";

// Express: its "extended" parser, since that is the one that folds names.
function expressApp() {
  const app = express();
  app.set("query parser", "extended");
  app.set("case sensitive routing", true);
  app.set("strict routing", true);
  const seen = (route) => (request, response) =>
    response.json({ route, variables: request.params, query: request.query, headers: request.headers });
  app.get("/f/admin", seen("admin"));
  app.get("/f/:slug", seen("slug"));
  app.get("/f/:slug/:more", seen("nested"));
  app.use(seen("other"));
  app.use((error, request, response, _next) => response.status(error.status ?? 500).json({ route: "error" }));
  return app;
}

async function fastifyApp() {
  const app = fastify({ routerOptions: { querystringParser: (text) => qs.parse(text) } });
  const seen = (route) => (request) =>
    ({ route, variables: request.params, query: request.query, headers: request.headers });
  const handler = awsLambdaFastify(app);
  app.get("/f/admin", seen("admin"));
  app.get("/f/:slug", seen("slug"));
  app.get("/f/:slug/:more", seen("nested"));
  app.setNotFoundHandler(seen("other"));
  await app.ready();
  return handler;
}

function honoApp() {
  const app = new Hono();
  const seen = (route) => (context) => context.json({
    route, variables: context.req.param(), query: context.req.queries(), headers: context.req.header(),
  });
  app.get("/f/admin", seen("admin"));
  app.get("/f/:slug", seen("slug"));
  app.get("/f/:slug/:more", seen("nested"));
  app.all("*", seen("other"));
  return app;
}

export const adapters = {
  "@fastify/aws-lambda": await fastifyApp(),
  "hono/aws-lambda": handle(honoApp()),
  "serverless-http": serverless(expressApp()),
  "@codegenie/serverless-express": codegenie.configure({ app: expressApp() }),
};
