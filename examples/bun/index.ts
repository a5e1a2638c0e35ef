import { Hono } from "hono";

const app = new Hono();

app.get("/", (context) => context.text(`Hello from Bun ${Bun.version}`));

export default app;
