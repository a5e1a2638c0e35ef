// A visitor's request as an event of payload format 2.0, and a function's answer as a response.
// Source: AWS Lambda Developer Guide, "Invoking Lambda function URLs", "Request and response payloads";
// for streams "Response streaming for Lambda functions".
import { finished, pipeline } from "node:stream/promises";
import { LARGEST_PAYLOAD } from "./invocation.mjs";
import { read } from "./runtime.mjs";

const TEXT = /^(text\/.*|application\/(json|javascript|xml|vnd\.api\+json|.*\+json|.*\+xml))$/;
const OF_ONE_HOP = new Set(["connection", "keep-alive", "transfer-encoding", "content-length", "upgrade", "trailer", "te"]);
const INTEGRATION = "application/vnd.awslambda.http-integration-response";
const PRELUDE_END = Buffer.alloc(8);
const LONGEST_PRELUDE = 64 * 1024;
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** The whole body, or undefined where it is larger than a function takes. */
export function bodyOf(request) {
  return Number(request.headers["content-length"] ?? 0) > LARGEST_PAYLOAD ? undefined : read(request, LARGEST_PAYLOAD);
}

/** As the text that the runtime gets. */
export function eventOf(request, body, requestId) {
  const mark = request.url.indexOf("?");
  const rawPath = mark < 0 ? request.url : request.url.slice(0, mark);
  const rawQueryString = mark < 0 ? "" : request.url.slice(mark + 1);
  const headers = headersOf(request);
  const cookies = headers.cookie?.split(/;\s*/).filter(Boolean);
  return JSON.stringify({
    version: "2.0",
    routeKey: "$default",
    rawPath,
    rawQueryString,
    ...(cookies && { cookies }),
    headers,
    ...(rawQueryString && { queryStringParameters: queryOf(rawQueryString) }),
    requestContext: contextOf(request, headers, rawPath, requestId),
    ...bodyMembers(body, headers),
  });
}

/** Names in lower case; those that come several times are joined by commas. */
function headersOf(request) {
  const headers = {};
  for (const [name, values] of Object.entries(request.headersDistinct)) {
    if (name !== "connection" && name !== "transfer-encoding") {
      headers[name] = values.join(name === "cookie" ? "; " : ",");
    }
  }
  return headers;
}

function queryOf(text) {
  const query = {};
  for (const [name, value] of new URLSearchParams(text)) {
    query[name] = Object.hasOwn(query, name) ? `${query[name]},${value}` : value;
  }
  return query;
}

function contextOf(request, headers, path, requestId) {
  const now = new Date();
  const domainName = (headers["x-forwarded-host"] ?? headers.host ?? "localhost").replace(/:\d+$/, "");
  const domainPrefix = domainName.split(".")[0];
  return {
    accountId: "anonymous",
    apiId: domainPrefix,
    domainName,
    domainPrefix,
    http: {
      method: request.method,
      path,
      protocol: `HTTP/${request.httpVersion}`,
      sourceIp: headers["x-forwarded-for"]?.split(",")[0] ?? request.socket.remoteAddress,
      userAgent: headers["user-agent"] ?? "",
    },
    requestId,
    routeKey: "$default",
    stage: "$default",
    time: logTime(now),
    timeEpoch: now.getTime(),
  };
}

/** As in `12/Mar/2020:19:03:58 +0000`. */
function logTime(now) {
  const [date, time] = now.toISOString().split(/[T.]/);
  const [year, month, day] = date.split("-");
  return `${day}/${MONTHS[month - 1]}/${year}:${time} +0000`;
}

function bodyMembers(body, headers) {
  if (body.length === 0) {
    return { isBase64Encoded: false };
  }
  const type = (headers["content-type"] ?? "text/plain").split(";")[0].trim().toLowerCase();
  if (!headers["content-encoding"] && TEXT.test(type)) {
    try {
      return { body: new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(body), isBase64Encoded: false };
    } catch {
      // It is something else than it says.
    }
  }
  return { body: body.toString("base64"), isBase64Encoded: true };
}

/** Sends a function's answer to a visitor. */
export class VisitorAnswer {
  #response;

  constructor(response) {
    this.#response = response;
  }

  get gone() {
    return this.#response.destroyed;
  }

  buffered(bytes, invocation) {
    const answer = interpreted(bytes);
    if (!answer) {
      console.error(`a function's answer can't be sent: "statusCode" must be 100 to 599, "headers" an object, in ${bytes.subarray(0, 200)}`);
      this.#fail(502, "the function's answer is no HTTP response", invocation);
      return;
    }
    this.#head(answer, invocation);
    this.#response.setHeader("content-length", answer.body.length);
    this.#response.end(answer.body);
  }

  async streamed(request, invocation) {
    const parts = request.iterator({ destroyOnReturn: false });
    const begin = request.headers["content-type"] === INTEGRATION ? await prelude(parts) : raw(request);
    if (!begin) {
      this.#fail(502, "the function's stream has no prelude", invocation);
      await drained(request);
      return;
    }
    this.#head(begin, invocation);
    this.#response.flushHeaders();
    if (await this.#send(begin.rest, parts, request)) {
      this.#response.end();
    } else {
      this.#response.destroy();
      await drained(request);
    }
  }

  failed(error, invocation) {
    this.#fail(error.timedOut ? 504 : 502, "Internal Server Error", invocation);
  }

  throttled(invocation) {
    this.#fail(429, "too many requests wait for this function", invocation);
  }

  /** Whether all of it went out: an error in the midst comes as a trailer, or as a broken connection. */
  async #send(rest, parts, request) {
    try {
      await pipeline(async function* () {
        yield rest;
        yield* parts;
      }, this.#response, { end: false });
    } catch {
      return false;
    }
    const failed = request.trailers["lambda-runtime-function-error-type"];
    if (failed) {
      console.error(`a function failed in the midst of its stream: ${failed} ${trailerBody(request)}`);
    }
    return !failed;
  }

  #head(answer, invocation) {
    this.#response.statusCode = answer.statusCode;
    for (const [name, value] of Object.entries(answer.headers)) {
      if (!OF_ONE_HOP.has(name.toLowerCase())) {
        this.#response.setHeader(name, Array.isArray(value) ? value.map(String) : String(value));
      }
    }
    if (!this.#response.hasHeader("content-type")) {
      this.#response.setHeader("content-type", answer.type);
    }
    if (answer.cookies?.length > 0) {
      this.#response.setHeader("set-cookie", answer.cookies);
    }
    this.#response.setHeader("x-amzn-requestid", invocation.id);
    this.#response.setHeader("x-amzn-trace-id", invocation.trace);
  }

  #fail(statusCode, message, invocation) {
    if (this.#response.headersSent) {
      this.#response.destroy();
      return;
    }
    this.#response.getHeaderNames().forEach((name) => this.#response.removeHeader(name));
    const body = Buffer.from(JSON.stringify({ Message: message }));
    this.#head({ statusCode, headers: {}, type: "application/json" }, invocation);
    this.#response.setHeader("content-length", body.length);
    this.#response.end(body);
  }
}

/** A structured answer has a `statusCode`; anything else is the body itself. */
function interpreted(bytes) {
  const text = bytes.toString();
  let value;
  try {
    value = JSON.parse(text);
  } catch {
    return { statusCode: 200, headers: {}, type: "application/json", body: bytes };
  }
  if (value === null || typeof value !== "object" || value.statusCode === undefined) {
    return { statusCode: 200, headers: {}, type: "application/json", body: bytes };
  }
  const body = typeof value.body === "string" ? value.body : value.body == null ? "" : JSON.stringify(value.body);
  return headOf(value, Buffer.from(body, value.isBase64Encoded ? "base64" : "utf8"));
}

/** Undefined where it can't be a head. */
function headOf(value, body) {
  const statusCode = Number(value.statusCode ?? 200);
  const headers = value.headers ?? {};
  const sound = Number.isInteger(statusCode) && statusCode >= 100 && statusCode <= 599 && isHeaders(headers);
  return sound ? { statusCode, headers, cookies: value.cookies?.map(String), type: "application/json", body } : undefined;
}

function isHeaders(headers) {
  return typeof headers === "object" && Object.entries(headers).every(
    ([name, value]) => /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(name) && !/[\r\n\0]/.test(String(value)),
  );
}

function raw(request) {
  const type = request.headers["content-type"] ?? "application/octet-stream";
  return { statusCode: 200, headers: {}, type, rest: Buffer.alloc(0) };
}

/** The head that comes first in a stream, up to eight NUL bytes, and what came with it of the body. */
async function prelude(parts) {
  let read = Buffer.alloc(0);
  let end = -1;
  while (end < 0 && read.length < LONGEST_PRELUDE) {
    const { value, done } = await parts.next().catch(() => ({ done: true }));
    if (done) {
      return undefined;
    }
    read = Buffer.concat([read, value]);
    end = read.indexOf(PRELUDE_END);
  }
  try {
    const head = headOf(JSON.parse(read.subarray(0, end).toString()));
    return head && { ...head, type: "application/octet-stream", rest: read.subarray(end + PRELUDE_END.length) };
  } catch {
    return undefined;
  }
}

/** A function may finish what nobody reads any more. */
async function drained(request) {
  request.resume();
  await finished(request).catch(() => {});
}

function trailerBody(request) {
  return Buffer.from(request.trailers["lambda-runtime-function-error-body"] ?? "", "base64").toString();
}
