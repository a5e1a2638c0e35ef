import Fastify from "fastify";

const app = Fastify();

app.get("/", async () => ({ hello: "from Fastify" }));

// All addresses, not only the loopback one: the edge comes from outside.
await app.listen({ port: Number(process.env.PORT ?? 3000), host: "0.0.0.0" });
