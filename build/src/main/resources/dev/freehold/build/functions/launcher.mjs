// Freehold's launcher for Node functions: one HTTP server for all functions of a deployment. The edge says
// in the header `x-freehold-entry` which one is meant; `functions.json` beside this file names those there
// are. One that is marked `every` answers every request: an app that exports what answers and never
// listens. It is loaded before the port is open, so that one which can't be loaded fails its start.
// A function is one of:
//
//   export default function (request, response) { … }     Node's own style, with helpers if asked for
//   export default function (request) { return new Response(…) }
//   export function GET(request) { … }                     and the other methods
//   export default { fetch(request) { … } }                Hono and others
//   export default http.createServer(…), an Express, Koa or Fastify app
import { AsyncLocalStorage } from "node:async_hooks";
import { readFileSync } from "node:fs";
import { IncomingMessage, Server, createServer } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";

const METHODS = ["GET", "HEAD", "OPTIONS", "POST", "PUT", "DELETE", "PATCH"];
const LARGEST_PARSED_BODY = 16 * 1024 * 1024;
const LONGEST_SECONDS = 300;
const ENTRY = "x-freehold-entry";
const REQUEST = "x-request-id";

const root = new URL("../", import.meta.url);
const functions = JSON.parse(readFileSync(new URL("functions.json", import.meta.url), "utf8"));
const handlers = new Map();
const every = Object.keys(functions).find((name) => functions[name].every);
const current = new AsyncLocalStorage();
markOutput();

for (const name of Object.keys(functions)) {
  for (const [variable, value] of Object.entries(functions[name].environment ?? {})) {
    process.env[variable] ??= value;
  }
}

const server = createServer((request, response) => {
  current.run({ request, response }, () => answer(request, response));
});

async function answer(request, response) {
  const entry = every ?? request.headers[ENTRY];
  const settings = Object.hasOwn(functions, entry ?? "") ? functions[entry] : undefined;
  if (!settings) {
    return fail(response, 404, "there is no such function");
  }
  delete request.headers[ENTRY];
  if (!settings.every) {
    limitTime(entry, settings.seconds ?? LONGEST_SECONDS, request, response);
  }
  try {
    const handle = await handler(entry, settings);
    await handle(request, response);
  } catch (error) {
    report(error, request, response);
  }
}

/**
 * Puts `<GS>request,level<GS>` before each line that is printed while a request is answered. `freehold logs`
 * takes it off again and knows by it what belongs to which request: many run at once, into one file.
 */
function markOutput() {
  let level = "";
  for (const method of ["debug", "info", "warn", "error"]) {
    const print = console[method];
    console[method] = (...said) => {
      const outer = level;
      level = method;
      try {
        print(...said);
      } finally {
        level = outer;
      }
    };
  }
  let open = "\n"; // the mark of the line that is being written by either stream, since both go into one file
  for (const stream of [process.stdout, process.stderr]) {
    const write = stream.write;
    stream.write = function (chunk, ...rest) {
      const request = current.getStore()?.request.headers[REQUEST];
      const mark = request ? `\x1d${request},${level}\x1d` : "";
      const text = typeof chunk === "string" && mark ? marked(chunk, mark, open !== mark) : chunk;
      open = chunk.at?.(-1) === "\n" || chunk.at?.(-1) === 10 ? "\n" : mark;
      return write.call(stream, text, ...rest);
    };
  }
}

function marked(text, mark, atOnce) {
  return (atOnce ? mark : "") + text.replace(/\n(?!$)/g, `\n${mark}`);
}

function limitTime(entry, seconds, request, response) {
  const timer = setTimeout(() => {
    console.error(`${entry} took longer than ${seconds} s: ${request.method} ${request.url}`);
    fail(response, 504, "the function took too long");
  }, seconds * 1000);
  response.once("close", () => clearTimeout(timer));
}

/** Loads a function once; one that can't be loaded is tried again at the next request. */
function handler(entry, settings) {
  if (!handlers.has(entry)) {
    const loading = import(new URL(entry.split("/").map(encodeURIComponent).join("/"), root)).then(
      (module) => handlerOf(module, settings, entry),
    );
    loading.catch(() => handlers.delete(entry));
    handlers.set(entry, loading);
  }
  return handlers.get(entry);
}

function handlerOf(module, settings, entry) {
  const exported = unwrapped(module);
  const byMethod = [module, module.default, exported].find(
    (candidate) => candidate && METHODS.some((method) => typeof candidate[method] === "function"),
  );
  if (byMethod && typeof exported !== "function") {
    return webHandler((request) => callMethod(byMethod, request));
  }
  if (exported instanceof Server) {
    return (request, response) => exported.emit("request", request, response);
  }
  if (typeof exported?.fetch === "function") {
    return webHandler((request) => exported.fetch(request));
  }
  if (typeof exported?.callback === "function") {
    return exported.callback();
  }
  if (exported?.server instanceof Server && typeof exported.ready === "function") {
    return async (request, response) => {
      await exported.ready();
      exported.server.emit("request", request, response);
    };
  }
  if (typeof exported !== "function") {
    throw new TypeError(`${entry} exports no function: write "export default function (request, response) {…}"`);
  }
  if (settings.every && exported.length !== 1) {
    return exported;
  }
  return exported.length === 1 ? webHandler(exported) : nodeHandler(exported, settings.helpers !== false);
}

/** Through the layers of `default` that CommonJS and compilers put around an export. */
function unwrapped(module) {
  let exported = module;
  for (let depth = 0; depth < 4 && exported?.default !== undefined; depth++) {
    exported = exported.default;
  }
  return exported;
}

function callMethod(byMethod, request) {
  const wanted = request.method === "HEAD" && !byMethod.HEAD ? "GET" : request.method;
  const method = byMethod[wanted];
  return method ? method(request) : new Response("method not allowed\n", { status: 405 });
}

function webHandler(handle) {
  return async (request, response) => {
    const answered = await handle(webRequest(request, response));
    if (!(answered instanceof Response)) {
      throw new TypeError("the function returned no Response");
    }
    await send(answered, request, response);
  };
}

function nodeHandler(handle, helpers) {
  return async (request, response) => {
    const given = helpers ? await withHelpers(request, response) : request;
    const answered = await handle(given, response);
    if (answered instanceof Response && !response.headersSent) {
      await send(answered, request, response);
    }
  };
}

function webRequest(request, response) {
  const protocol = request.headers["x-forwarded-proto"] ?? "http";
  const url = new URL(request.url, `${protocol}://${request.headers.host ?? "localhost"}`);
  const abort = new AbortController();
  response.once("close", () => response.writableFinished || abort.abort());
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) {
    for (const one of [value].flat()) {
      headers.append(name, one);
    }
  }
  const hasBody = request.method !== "GET" && request.method !== "HEAD";
  return new Request(url, {
    method: request.method,
    headers,
    signal: abort.signal,
    ...(hasBody && { body: Readable.toWeb(request), duplex: "half" }),
  });
}

async function send(answered, request, response) {
  response.statusCode = answered.status;
  response.statusMessage = answered.statusText;
  const cookies = answered.headers.getSetCookie();
  for (const [name, value] of answered.headers) {
    if (name !== "set-cookie") {
      response.setHeader(name, value);
    }
  }
  if (cookies.length > 0) {
    response.setHeader("set-cookie", cookies);
  }
  if (!answered.body || request.method === "HEAD") {
    await answered.body?.cancel();
    response.end();
    return;
  }
  response.flushHeaders();
  await pipeline(Readable.fromWeb(answered.body), response).catch((error) => {
    // A visitor who goes away is no failure of the function.
    if (error.code !== "ERR_STREAM_PREMATURE_CLOSE" && error.name !== "AbortError") {
      throw error;
    }
  });
}

/** The request again, its body read and still readable, with what Vercel's functions are used to. */
async function withHelpers(request, response) {
  const body = await bodyOf(request);
  const again = new IncomingMessage(request.socket);
  for (const name of ["method", "url", "httpVersion", "httpVersionMajor", "httpVersionMinor", "rawHeaders"]) {
    again[name] = request[name];
  }
  again.headers = request.headers;
  again.push(body);
  again.push(null);
  again.complete = true;
  lazy(again, "query", () => queryOf(request.url));
  lazy(again, "cookies", () => cookiesOf(request.headers.cookie ?? ""));
  lazy(again, "body", () => parsed(body, request.headers["content-type"] ?? ""));
  addTo(response);
  return again;
}

async function bodyOf(request) {
  const parts = [];
  let size = 0;
  for await (const part of request) {
    size += part.length;
    if (size > LARGEST_PARSED_BODY) {
      throw problem(413, "the body is larger than 16 MB; take it as a stream: export function POST(request)");
    }
    parts.push(part);
  }
  return Buffer.concat(parts);
}

function lazy(target, name, make) {
  Object.defineProperty(target, name, {
    configurable: true,
    enumerable: true,
    get() {
      const value = make();
      Object.defineProperty(target, name, { configurable: true, enumerable: true, writable: true, value });
      return value;
    },
    set(value) {
      Object.defineProperty(target, name, { configurable: true, enumerable: true, writable: true, value });
    },
  });
}

function queryOf(url) {
  const query = Object.create(null);
  for (const [name, value] of new URL(url, "http://localhost").searchParams) {
    query[name] = name in query ? [query[name], value].flat() : value;
  }
  return { ...query };
}

function cookiesOf(header) {
  const cookies = {};
  for (const pair of header.split(";")) {
    const at = pair.indexOf("=");
    if (at > 0) {
      const name = pair.slice(0, at).trim();
      const value = pair.slice(at + 1).trim().replace(/^"(.*)"$/, "$1");
      cookies[name] ??= decoded(value);
    }
  }
  return cookies;
}

function decoded(value) {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

function parsed(body, contentType) {
  const type = contentType.split(";")[0].trim().toLowerCase();
  if (body.length === 0) {
    return undefined;
  }
  if (type === "application/json") {
    try {
      return JSON.parse(body.toString());
    } catch {
      throw problem(400, "the body is no JSON");
    }
  }
  if (type === "application/x-www-form-urlencoded") {
    return queryOf(`/?${body}`);
  }
  return type.startsWith("text/") ? body.toString() : body;
}

function addTo(response) {
  response.status = (code) => {
    response.statusCode = code;
    return response;
  };
  response.json = (value) => {
    response.hasHeader("content-type") || response.setHeader("content-type", "application/json; charset=utf-8");
    return response.send(JSON.stringify(value));
  };
  response.send = (value) => {
    if (typeof value === "object" && value !== null && !Buffer.isBuffer(value)) {
      return response.json(value);
    }
    const bytes = Buffer.isBuffer(value) ? value : Buffer.from(String(value ?? ""));
    const type = Buffer.isBuffer(value) ? "application/octet-stream" : "text/html; charset=utf-8";
    response.hasHeader("content-type") || response.setHeader("content-type", type);
    response.setHeader("content-length", bytes.length);
    response.end(response.req.method === "HEAD" ? undefined : bytes);
    return response;
  };
  response.redirect = (status, url) => {
    response.statusCode = url === undefined ? 307 : status;
    response.setHeader("location", url ?? status);
    response.end();
    return response;
  };
}

function problem(status, message) {
  return Object.assign(new Error(message), { status });
}

function report(error, request, response) {
  if (error?.status && error.status < 500) {
    return fail(response, error.status, error.message);
  }
  console.error(`${request.method} ${request.url} failed:`, error);
  fail(response, 500, "the function failed; its log says why");
}

function fail(response, status, message) {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  for (const name of response.getHeaderNames()) {
    response.removeHeader(name);
  }
  response.writeHead(status, { "content-type": "text/plain; charset=utf-8" });
  response.end(`${message}\n`);
}

/** What a function throws behind its back fails its own request; what belongs to none ends the process. */
function stray(error) {
  const running = current.getStore();
  if (running) {
    report(error, running.request, running.response);
    return;
  }
  console.error("an error outside of any request:", error);
  process.exit(1);
}

process.on("uncaughtException", stray);
process.on("unhandledRejection", stray);
process.on("SIGTERM", () => {
  server.close(() => process.exit(0));
  server.closeIdleConnections();
});

// The edge keeps connections and decides about time; one that is closed here could lose a request.
server.keepAliveTimeout = 0;
server.requestTimeout = 0;
if (every) {
  await handler(every, functions[every]);
}
server.listen(Number(process.env.PORT ?? 3000));
