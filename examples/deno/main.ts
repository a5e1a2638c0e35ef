import { Hono } from "hono";

const app = new Hono();

app.get("/", (context) => context.text(`Hello from Deno ${Deno.version.deno}`));

export default app;
