// Freehold's launcher for AWS Lambda functions: one HTTP server in front of their runtimes, which take
// their work from the Runtime API that it serves on loopback (runtime.mjs). A visitor's request becomes
// an event of payload format 2.0 (events.mjs); the platform invokes a function by name, with a secret
// that no visitor knows. `functions.json` beside this file says which functions there are.
import { createHash, timingSafeEqual } from "node:crypto";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { VisitorAnswer, bodyOf, eventOf } from "./events.mjs";
import { LambdaFunction } from "./function.mjs";
import { Invocation, LARGEST_PAYLOAD } from "./invocation.mjs";
import { InvokerAnswer } from "./invoker.mjs";

const SECRET_HEADER = "x-freehold-invoke";
const INVOKE = /^\/2015-03-31\/functions\/([^/]+)\/invocations$/;

const secret = takeSecret();
const app = fileURLToPath(new URL("../../", import.meta.url));
const functions = Object.entries(JSON.parse(readFileSync(new URL("functions.json", import.meta.url), "utf8")))
  .map(([name, settings]) => new LambdaFunction({ ...settings, name, root: join(app, settings.code) }));
const byLongestPath = functions.toSorted((one, other) => other.path.length - one.path.length);

const server = createServer({ noDelay: true }, (request, response) => {
  answer(request, response).catch((error) => {
    console.error(`${request.method} ${request.url} failed:`, error);
    refuse(response, 500, "InternalError", "the launcher failed; its log says why");
  });
});

async function answer(request, response) {
  const url = request.url.split("?", 1)[0];
  const invoked = INVOKE.exec(url);
  if (invoked && isPlatform(request)) {
    return invoke(decodeURIComponent(invoked[1]), request, response);
  }
  const target = byLongestPath.find((one) => one.answers(url));
  if (!target) {
    return refuse(response, 404, "NotFound", "no function answers this path");
  }
  const body = await bodyOf(request);
  if (!body) {
    return tooLarge(request, response);
  }
  run(target, new Invocation((id) => eventOf(request, body, id), new VisitorAnswer(response), request.headers));
}

async function invoke(name, request, response) {
  const target = functions.find((one) => one.name === name) ?? (name === "$only" ? only() : undefined);
  if (!target) {
    const names = functions.map((one) => one.name).join(", ");
    return refuse(response, 404, "ResourceNotFoundException", `there is no function "${name}"; there are: ${names}`);
  }
  const body = await bodyOf(request);
  if (!body) {
    return tooLarge(request, response);
  }
  const payload = body.length === 0 ? "{}" : body.toString();
  if (!isJson(payload)) {
    return refuse(response, 400, "InvalidRequestContentException", "the payload is no JSON");
  }
  if (request.headers["x-amz-invocation-type"] === "DryRun") {
    response.writeHead(204).end();
    return;
  }
  run(target, new Invocation(() => payload, new InvokerAnswer(request, response), request.headers));
}

function run(target, invocation) {
  if (!target.invoke(invocation)) {
    invocation.throttled();
  }
}

function only() {
  return functions.length === 1 ? functions[0] : undefined;
}

function isJson(text) {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Out of the environment, so that no runtime inherits it. */
function takeSecret() {
  const value = process.env.FREEHOLD_INVOKE_SECRET;
  delete process.env.FREEHOLD_INVOKE_SECRET;
  return value ? digest(value) : undefined;
}

/** The edge lets no `x-freehold-` header of a visitor through; the secret is for what comes past the edge. */
function isPlatform(request) {
  const given = request.headers[SECRET_HEADER];
  return secret !== undefined && given !== undefined && timingSafeEqual(digest(given), secret);
}

function digest(text) {
  return createHash("sha256").update(text).digest();
}

function tooLarge(request, response) {
  // Who is still sending hears nothing: the rest is read and thrown away.
  request.resume();
  refuse(
    response, 413, "RequestEntityTooLargeException",
    `the request is larger than the ${LARGEST_PAYLOAD} bytes that a function takes`,
  );
}

function refuse(response, status, type, message) {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const text = JSON.stringify({ Type: "User", Message: message });
  response.writeHead(status, {
    "content-type": "application/json", "content-length": Buffer.byteLength(text), "x-amzn-errortype": type,
  });
  response.end(text);
}

function end(status) {
  functions.forEach((one) => one.end());
  process.exit(status);
}

process.on("exit", () => functions.forEach((one) => one.end()));
process.on("SIGTERM", () => {
  server.close(() => end(0));
  server.closeIdleConnections();
});

// The edge keeps connections and decides about time; one that is closed here could lose a request.
server.keepAliveTimeout = 0;
server.requestTimeout = 0;
server.listen(Number(process.env.PORT ?? 3000), () => {
  delete process.env.PORT;
  // Several functions share the memory: each is started by its first request.
  if (functions.length === 1) {
    functions[0].warm();
  }
});
