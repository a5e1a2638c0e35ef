import { createServer } from "node:http";
import ms from "ms";

const started = Date.now();

createServer((request, response) => {
  response.end(`Hello from yarn, up for ${ms(Date.now() - started)}\n`);
}).listen(process.env.PORT ?? 3000);
