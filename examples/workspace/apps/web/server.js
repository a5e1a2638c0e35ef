import { createServer } from "node:http";
import { greet } from "@example/greeting";

createServer((request, response) => response.end(greet("a workspace"))).listen(process.env.PORT);
