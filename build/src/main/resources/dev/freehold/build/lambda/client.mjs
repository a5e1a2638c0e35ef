// Freehold's client of the Runtime API for Node handlers: loads one, and gives it one event after the
// other. Source: AWS Lambda Developer Guide, "Define Lambda function handler in Node.js", "Using the
// Lambda context object", "Writing response streaming-enabled Lambda functions".
import { Agent, request as httpRequest } from "node:http";
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { Writable } from "node:stream";
import { text } from "node:stream/consumers";
import { pathToFileURL } from "node:url";

const ENDINGS = [".mjs", ".js", ".cjs", ".mts", ".ts", ".cts", "/index.mjs", "/index.js"];
const INTEGRATION = "application/vnd.awslambda.http-integration-response";
const STREAMS = Symbol.for("aws.lambda.runtime.handler.streaming");
const [host, port] = process.env.AWS_LAMBDA_RUNTIME_API.split(":");
const agent = new Agent({ keepAlive: true, maxSockets: 1, noDelay: true });

globalThis.awslambda = {
  streamifyResponse(handler) {
    handler[STREAMS] = "response";
    return handler;
  },
  HttpResponseStream: {
    from(stream, head) {
      stream.setContentType(INTEGRATION);
      stream.prelude = Buffer.concat([Buffer.from(JSON.stringify(head)), Buffer.alloc(8)]);
      return stream;
    },
  },
};

class ResponseStream extends Writable {
  prelude;
  #request;
  #response;
  #type = "application/octet-stream";
  #id;

  constructor(id) {
    super({ highWaterMark: 64 * 1024 });
    this.#id = id;
  }

  setContentType(type) {
    this.#type = type;
  }

  _write(bytes, encoding, callback) {
    this.#begin().write(bytes, encoding, callback);
  }

  _final(callback) {
    this.#begin().end(callback);
  }

  /** After bytes went out, an error goes behind them. */
  async fail(error) {
    if (!this.#request) {
      return false;
    }
    const told = described(error);
    this.#request.addTrailers({
      "Lambda-Runtime-Function-Error-Type": told.errorType,
      "Lambda-Runtime-Function-Error-Body": Buffer.from(JSON.stringify(told)).toString("base64"),
    });
    this.#request.end();
    await this.accepted();
    return true;
  }

  async accepted() {
    await text(await this.#response);
  }

  #begin() {
    if (!this.#request) {
      const headers = {
        "content-type": this.#type,
        "lambda-runtime-function-response-mode": "streaming",
        "transfer-encoding": "chunked",
        trailer: "Lambda-Runtime-Function-Error-Type, Lambda-Runtime-Function-Error-Body",
      };
      this.#request = post(`invocation/${this.#id}/response`, headers);
      this.#response = new Promise((accept, refuse) => this.#request.once("response", accept).once("error", refuse));
      this.#response.catch((error) => this.destroy(error));
      this.prelude && this.#request.write(this.prelude);
    }
    return this.#request;
  }
}

async function work(handler) {
  for (;;) {
    const next = await send(get("invocation/next"));
    const event = JSON.parse(await text(next));
    const context = contextOf(next.headers);
    process.env._X_AMZN_TRACE_ID = next.headers["lambda-runtime-trace-id"] ?? "";
    await (handler[STREAMS] ? stream : answer)(handler, event, context);
  }
}

async function answer(handler, event, context) {
  const id = context.awsRequestId;
  try {
    const value = await called(handler, event, context);
    await tell(`invocation/${id}/response`, JSON.stringify(value === undefined ? null : value));
  } catch (error) {
    await tellError(`invocation/${id}/error`, error);
  }
}

async function stream(handler, event, context) {
  const out = new ResponseStream(context.awsRequestId);
  const failed = new Promise((_, refuse) => out.once("error", refuse));
  failed.catch(() => {});
  try {
    await Promise.race([handler(event, out, context), failed]);
    out.writableEnded || out.end();
    await Promise.race([out.writableFinished || new Promise((done) => out.once("finish", done)), failed]);
    await out.accepted();
  } catch (error) {
    (await out.fail(error)) || (await tellError(`invocation/${context.awsRequestId}/error`, error));
  }
}

/** A promise, a callback, or a plain value. */
function called(handler, event, context) {
  return new Promise((accept, refuse) => {
    const callback = (error, value) => (error ? refuse(error) : accept(value));
    context.done = callback;
    context.succeed = accept;
    context.fail = refuse;
    const value = handler(event, context, callback);
    if (handler.length < 3 || typeof value?.then === "function") {
      accept(value);
    }
  });
}

function contextOf(headers) {
  const deadline = Number(headers["lambda-runtime-deadline-ms"]);
  const client = headers["lambda-runtime-client-context"];
  return {
    callbackWaitsForEmptyEventLoop: true,
    functionName: process.env.AWS_LAMBDA_FUNCTION_NAME,
    functionVersion: process.env.AWS_LAMBDA_FUNCTION_VERSION,
    memoryLimitInMB: process.env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
    logGroupName: process.env.AWS_LAMBDA_LOG_GROUP_NAME,
    logStreamName: process.env.AWS_LAMBDA_LOG_STREAM_NAME,
    awsRequestId: headers["lambda-runtime-aws-request-id"],
    invokedFunctionArn: headers["lambda-runtime-invoked-function-arn"],
    clientContext: client ? JSON.parse(client) : undefined,
    getRemainingTimeInMillis: () => deadline - Date.now(),
  };
}

/** `src/app.handler` is what `src/app` exports as `handler`. */
async function load(name) {
  const at = name.indexOf(".", name.lastIndexOf("/") + 1);
  if (at < 0) {
    throw new Error(`the handler "${name}" names no export; write "index.handler"`);
  }
  const base = resolve(process.env.LAMBDA_TASK_ROOT, name.slice(0, at));
  const file = ENDINGS.map((ending) => base + ending).find(existsSync);
  if (!file) {
    throw new Error(`there is no module "${name.slice(0, at)}" for the handler "${name}"`);
  }
  const module = await import(pathToFileURL(file));
  const path = name.slice(at + 1).split(".");
  const found = [module, module.default].map((start) => path.reduce((value, key) => value?.[key], start)).find(Boolean);
  if (typeof found !== "function") {
    throw new Error(`"${name.slice(0, at)}" exports no function "${path.join(".")}"`);
  }
  return found;
}

function get(path) {
  const request = httpRequest({ host, port, agent, path: `/2018-06-01/runtime/${path}` });
  request.end();
  return request;
}

function post(path, headers) {
  return httpRequest({ host, port, agent, method: "POST", path: `/2018-06-01/runtime/${path}`, headers });
}

function send(request) {
  return new Promise((accept, refuse) => request.once("response", accept).once("error", refuse));
}

async function tell(path, body, headers = {}) {
  const request = post(path, { "content-type": "application/json", "content-length": Buffer.byteLength(body), ...headers });
  request.end(body);
  await text(await send(request));
}

async function tellError(path, error) {
  console.error(error);
  const told = described(error);
  await tell(path, JSON.stringify(told), { "lambda-runtime-function-error-type": told.errorType });
}

function described(error) {
  return error instanceof Error
    ? { errorType: error.name, errorMessage: error.message, trace: (error.stack ?? "").split("\n") }
    : { errorType: typeof error, errorMessage: String(error), trace: [] };
}

// What a handler throws behind its back ends the process, as on Lambda.
for (const kind of ["uncaughtException", "unhandledRejection"]) {
  process.on(kind, (error) => {
    console.error(error);
    process.exit(129);
  });
}

const handler = await load(process.argv[2]).catch(async (error) => {
  await tellError("init/error", error);
  process.exit(1);
});
await work(handler);
