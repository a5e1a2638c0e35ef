import express from "express";

const app = express();

app.get("/", (request, response) => {
  response.send("Hello from Express");
});

app.get("/health", (request, response) => {
  response.json({ ok: true });
});

app.listen(process.env.PORT ?? 3000);
