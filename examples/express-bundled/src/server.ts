import express from "express";

const app = express();
const port = Number(process.env.PORT ?? 3000);

app.get("/", (request, answer) => {
  answer.type("text").send("Hello from one file");
});

app.listen(port);
