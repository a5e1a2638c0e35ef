// One call of a function: what its runtime gets, and who takes the answer.
import { randomBytes, randomUUID } from "node:crypto";

/** Of a request or a buffered response, as on Lambda: 6 MB. */
export const LARGEST_PAYLOAD = 6 * 1024 * 1024;

const LONGEST_TAIL = 4096;

export class Invocation {
  id = randomUUID();
  payload;
  trace;
  clientContext;
  ended = false;
  #answer;
  #tail;
  #tailBytes = 0;

  /**
   * @param payloadOf makes the text that the runtime gets, of this invocation's id
   * @param answer takes exactly one of `buffered`, `streamed`, `failed`, `throttled`
   */
  constructor(payloadOf, answer, headers) {
    this.payload = payloadOf(this.id);
    this.#answer = answer;
    this.trace = headers["x-amzn-trace-id"] ?? freshTrace();
    this.clientContext = answer.clientContext;
    this.#tail = answer.wantsTail ? [] : undefined;
  }

  /** Nobody waits for the answer any more. */
  get abandoned() {
    return this.#answer.gone;
  }

  /** What the function prints meanwhile, for who wants to see its end. */
  prints(bytes) {
    if (!this.#tail) {
      return;
    }
    this.#tail.push(bytes);
    this.#tailBytes += bytes.length;
    while (this.#tailBytes - this.#tail[0].length >= LONGEST_TAIL) {
      this.#tailBytes -= this.#tail.shift().length;
    }
  }

  async buffered(bytes) {
    if (this.#end()) {
      await this.#printed();
      this.#answer.buffered(bytes, this);
    }
  }

  /** Resolves when all of it went out, or the visitor is gone. */
  async streamed(request) {
    if (this.#end()) {
      await this.#answer.streamed(request, this);
    }
  }

  async failed(error) {
    if (this.#end()) {
      await this.#printed();
      this.#answer.failed(error, this);
    }
  }

  throttled() {
    if (this.#end()) {
      this.#answer.throttled(this);
    }
  }

  get tail() {
    return this.#tail && Buffer.concat(this.#tail).subarray(-LONGEST_TAIL);
  }

  #end() {
    const first = !this.ended;
    this.ended = true;
    return first;
  }

  /** What was printed before the answer may still lie in the pipe: one turn of the loop reads it. */
  async #printed() {
    if (this.#tail) {
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }
}

/** Source: AWS X-Ray, "tracing header". */
function freshTrace() {
  const seconds = Math.floor(Date.now() / 1000).toString(16);
  return `Root=1-${seconds}-${randomBytes(12).toString("hex")};Parent=${randomBytes(8).toString("hex")};Sampled=0`;
}
