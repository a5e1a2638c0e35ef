// A function's answer for who invoked it by name.
// Source: AWS Lambda API Reference, "Invoke".
/** What is invoked by name is answered whole. */
const LARGEST_STREAM = 6 << 20;

export class InvokerAnswer {
  clientContext;
  wantsTail;
  #response;

  constructor(request, response) {
    this.#response = response;
    this.clientContext = contextIn(request.headers["x-amz-client-context"]);
    this.wantsTail = request.headers["x-amz-log-type"] === "Tail";
  }

  get gone() {
    return this.#response.destroyed;
  }

  buffered(bytes, invocation) {
    this.#send(200, bytes, invocation, {});
  }

  /** A stream is gathered: this way of invoking knows none. */
  async streamed(request, invocation) {
    const parts = [];
    let size = 0;
    try {
      for await (const part of request) {
        size += part.length;
        if (size > LARGEST_STREAM) {
          this.failed({ errorType: "Function.ResponseSizeTooLarge", errorMessage: "the stream is larger than 6 MB" }, invocation);
          return;
        }
        parts.push(part);
      }
    } catch {
      this.failed({ errorType: "Runtime.ExitError", errorMessage: "the runtime broke off its stream" }, invocation);
      return;
    }
    const type = request.trailers["lambda-runtime-function-error-type"];
    if (type) {
      const body = Buffer.from(request.trailers["lambda-runtime-function-error-body"] ?? "", "base64");
      this.failed({ errorType: type, errorMessage: "the stream failed", body: body.length > 0 ? body : undefined }, invocation);
      return;
    }
    this.buffered(Buffer.concat(parts), invocation);
  }

  failed({ errorType, errorMessage, body }, invocation) {
    const told = body ?? Buffer.from(JSON.stringify({ errorType, errorMessage }));
    this.#send(200, told, invocation, { "x-amz-function-error": "Unhandled" });
  }

  throttled(invocation) {
    const told = Buffer.from(JSON.stringify({ Reason: "ConcurrentInvocationLimitExceeded", Type: "User", message: "too many invocations wait for this function" }));
    this.#send(429, told, invocation, { "x-amzn-errortype": "TooManyRequestsException" });
  }

  #send(status, bytes, invocation, headers) {
    const { tail } = invocation;
    this.#response.writeHead(status, {
      "content-type": "application/json",
      "content-length": bytes.length,
      "x-amz-executed-version": process.env.FREEHOLD_DEPLOYMENT ?? "$LATEST",
      "x-amzn-requestid": invocation.id,
      "x-amzn-trace-id": invocation.trace,
      ...(tail && { "x-amz-log-result": tail.toString("base64") }),
      ...headers,
    });
    this.#response.end(bytes);
  }
}

/** The runtime gets the JSON that it was before it was packed into a header. */
function contextIn(header) {
  return header && Buffer.from(header, "base64").toString().replace(/[\r\n]+/g, " ");
}
