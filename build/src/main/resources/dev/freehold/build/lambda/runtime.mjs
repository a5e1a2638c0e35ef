// One process of a function's runtime, and the Runtime API that it takes its work from.
// Source: AWS Lambda Developer Guide, "Using the Lambda runtime API for custom runtimes".
import { spawn } from "node:child_process";
import { existsSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { commandOf, environmentOf } from "./runtimes.mjs";
import { LARGEST_PAYLOAD } from "./invocation.mjs";

const LONGEST_START = 30_000;
const PREFIX = "/2018-06-01/runtime/";
const ONE_OF = /^invocation\/([^/]+)\/(response|error)$/;
const KILLED_FIRST = "500";
const END_WITH_PARENT = ["/usr/bin/setpriv", "--pdeathsig", "KILL", "--"];

export class RuntimeProcess {
  #settings;
  #function;
  #server;
  #child;
  #waiting;
  #current;
  #timer;
  #asked = false;
  #lastWords;
  #ended = false;

  constructor(settings, lambdaFunction) {
    this.#settings = settings;
    this.#function = lambdaFunction;
  }

  get starting() {
    return !this.#asked;
  }

  get idle() {
    return this.#waiting !== undefined;
  }

  start() {
    this.#timer = setTimeout(() => {
      this.#end({ errorType: "Sandbox.Timedout", errorMessage: "the runtime asked for no work within 30 s" });
    }, LONGEST_START);
    this.#server = createServer({ noDelay: true }, (request, response) => {
      this.#answer(request, response).catch((error) => {
        console.error(`the Runtime API failed at ${request.method} ${request.url}:`, error);
        response.destroy();
      });
    });
    this.#server.keepAliveTimeout = 0;
    this.#server.requestTimeout = 0;
    this.#server.listen(0, "127.0.0.1", () => this.#spawn());
  }

  /** Hands an invocation to the process, which must be idle. */
  run(invocation) {
    const response = this.#waiting;
    const { timeout } = this.#settings;
    this.#waiting = undefined;
    this.#current = invocation;
    this.#timer = setTimeout(() => this.#tooLate(invocation), timeout * 1000);
    response.writeHead(200, {
      "content-type": "application/json",
      "content-length": Buffer.byteLength(invocation.payload),
      "lambda-runtime-aws-request-id": invocation.id,
      "lambda-runtime-deadline-ms": Date.now() + timeout * 1000,
      "lambda-runtime-invoked-function-arn": arnOf(this.#settings.name),
      "lambda-runtime-trace-id": invocation.trace,
      ...(invocation.clientContext && { "lambda-runtime-client-context": invocation.clientContext }),
    });
    // Head and body are one write: a text goes out together with what comes before it.
    response.end(invocation.payload);
  }

  kill() {
    this.#ended = true;
    this.#killGroup();
  }

  #spawn() {
    if (this.#ended) {
      return;
    }
    let command;
    try {
      command = commandOf(this.#settings);
    } catch (error) {
      this.#end({ errorType: "Runtime.InvalidEntrypoint", errorMessage: error.message });
      return;
    }
    const whole = existsSync(END_WITH_PARENT[0]) ? [...END_WITH_PARENT, ...command] : command;
    this.#child = spawn(whole[0], whole.slice(1), {
      cwd: this.#settings.root,
      env: environmentOf(this.#settings, `127.0.0.1:${this.#server.address().port}`),
      stdio: ["ignore", "pipe", "pipe"],
      detached: true,
    });
    this.#child.once("error", (error) => {
      this.#end({ errorType: "Runtime.InvalidEntrypoint", errorMessage: `can't start "${command[0]}": ${error.message}` });
    });
    this.#child.once("exit", (code, signal) => this.#end(exitError(code, signal)));
    this.#child.stdout.on("data", (bytes) => this.#print(bytes, process.stdout));
    this.#child.stderr.on("data", (bytes) => this.#print(bytes, process.stderr));
    yieldMemoryFirst(this.#child.pid);
  }

  #print(bytes, stream) {
    stream.write(bytes);
    this.#current?.prints(bytes);
  }

  async #answer(request, response) {
    const path = request.url.startsWith(PREFIX) ? request.url.slice(PREFIX.length) : undefined;
    const one = ONE_OF.exec(path ?? "");
    if (request.method === "GET" && path === "invocation/next") {
      this.#next(response);
    } else if (request.method === "POST" && path === "init/error") {
      await this.#initError(request, response);
    } else if (request.method === "POST" && one) {
      await this.#take(one[1], one[2], request, response);
    } else if (request.url.includes("/extension/") || request.url.includes("/telemetry") || request.url.includes("/logs")) {
      refuse(response, 403, "Extension.NotSupported", "Freehold runs no Lambda extensions");
    } else {
      refuse(response, 404, "NotFound", `the Runtime API has no ${request.method} ${request.url}`);
    }
  }

  #next(response) {
    if (this.#current) {
      refuse(response, 403, "InvalidStateTransition", "the invocation before has no answer yet");
      return;
    }
    this.#waiting = response;
    response.once("close", () => {
      if (this.#waiting === response) {
        this.#waiting = undefined;
      }
    });
    if (!this.#asked) {
      clearTimeout(this.#timer);
      this.#asked = true;
    }
    this.#function.ready(this);
  }

  async #take(id, what, request, response) {
    const invocation = this.#current;
    if (!invocation || invocation.id !== id) {
      request.resume();
      refuse(response, 400, "InvalidRequestID", `"${id}" is not the invocation that this runtime has`);
    } else if (what === "error") {
      await this.#takeError(invocation, request, response);
    } else if (request.headers["lambda-runtime-function-response-mode"] === "streaming") {
      await invocation.streamed(request);
      this.#done(invocation);
      accept(response);
    } else {
      await this.#takeResponse(invocation, request, response);
    }
  }

  async #takeResponse(invocation, request, response) {
    const body = await read(request, LARGEST_PAYLOAD);
    this.#done(invocation);
    if (body) {
      invocation.buffered(body);
      accept(response);
      return;
    }
    const message = `Response payload size exceeded maximum allowed payload size (${LARGEST_PAYLOAD} bytes).`;
    invocation.failed({ errorType: "Function.ResponseSizeTooLarge", errorMessage: message });
    refuse(response, 413, "RequestEntityTooLarge", message);
  }

  async #takeError(invocation, request, response) {
    const error = await errorIn(request);
    this.#done(invocation);
    invocation.failed(error);
    accept(response);
  }

  async #initError(request, response) {
    this.#lastWords = await errorIn(request);
    accept(response);
  }

  #done(invocation) {
    if (this.#current === invocation) {
      clearTimeout(this.#timer);
      this.#current = undefined;
    }
  }

  /** A process that is still at it can't be stopped in any other way; the next one is another. */
  #tooLate(invocation) {
    const seconds = this.#settings.timeout.toFixed(2);
    this.#end({
      errorType: "Sandbox.Timedout",
      errorMessage: `RequestId: ${invocation.id} Error: Task timed out after ${seconds} seconds`,
      timedOut: true,
    });
  }

  #end(error) {
    if (this.#ended && !this.#current) {
      this.#close();
      return;
    }
    this.#ended = true;
    const told = this.#lastWords ?? error;
    const invocation = this.#current;
    this.#current = undefined;
    this.#close();
    if (invocation) {
      console.error(`function ${this.#settings.name}: ${told.errorMessage}`);
      invocation.failed(told);
    }
    this.#function.gone(this, this.#asked ? undefined : told);
  }

  #close() {
    clearTimeout(this.#timer);
    this.#waiting = undefined;
    this.#killGroup();
    this.#server?.close();
    this.#server?.closeAllConnections();
  }

  /** The whole group: a shell's children as well. */
  #killGroup() {
    try {
      if (this.#child?.pid) {
        process.kill(-this.#child.pid, "SIGKILL");
      }
    } catch (error) {
      if (error.code !== "ESRCH") {
        throw error;
      }
    }
  }
}

export function arnOf(name) {
  const region = process.env.AWS_REGION ?? "us-east-1";
  return `arn:aws:lambda:${region}:000000000000:function:${name}`;
}

/** The whole body, or undefined where it is longer than `most`. */
export async function read(request, most) {
  const parts = [];
  let size = 0;
  for await (const part of request.iterator({ destroyOnReturn: false })) {
    size += part.length;
    if (size > most) {
      break;
    }
    parts.push(part);
  }
  if (size > most) {
    // Who is still sending hears nothing until the rest is read.
    request.resume();
    return undefined;
  }
  return parts.length === 1 ? parts[0] : Buffer.concat(parts);
}

async function errorIn(request) {
  const body = (await read(request, LARGEST_PAYLOAD)) ?? Buffer.alloc(0);
  const named = request.headers["lambda-runtime-function-error-type"];
  try {
    const { errorType = named ?? "Unknown", errorMessage = "" } = JSON.parse(body.toString());
    return { errorType, errorMessage, body };
  } catch {
    return { errorType: named ?? "Unknown", errorMessage: body.toString() };
  }
}

function exitError(code, signal) {
  const how = signal ? `signal: ${signal}` : `exit status ${code}`;
  return { errorType: "Runtime.ExitError", errorMessage: `Runtime exited: ${how}` };
}

/** Where memory ends, a runtime goes, not the launcher. */
function yieldMemoryFirst(pid) {
  try {
    writeFileSync(`/proc/${pid}/oom_score_adj`, KILLED_FIRST);
  } catch {
    // It has ended already, or /proc can't be written here.
  }
}

function accept(response) {
  response.writeHead(202, { "content-type": "application/json", "content-length": 16 });
  response.end('{"status":"OK"}\n');
}

function refuse(response, status, errorType, errorMessage) {
  const text = JSON.stringify({ errorMessage, errorType });
  response.writeHead(status, { "content-type": "application/json", "content-length": Buffer.byteLength(text) });
  response.end(text);
}
