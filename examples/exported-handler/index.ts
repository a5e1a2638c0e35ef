import { Hono } from "hono";

// Nothing here listens: what is exported answers, as on other platforms. Node drops the types.
type Greeting = { hello: string };

const app = new Hono();

app.get("/", (context) => context.text("Hello from a handler"));
app.get("/greet/:name", (context) => {
  const greeting: Greeting = { hello: context.req.param("name") };
  return context.json(greeting);
});

export default app;
