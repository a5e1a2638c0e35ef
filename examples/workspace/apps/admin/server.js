import { createServer } from "node:http";
import { greet } from "@example/greeting";

createServer((request, response) => response.end(greet("its admin"))).listen(process.env.PORT);
