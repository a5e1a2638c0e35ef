// What the clock asks for is a path like any other. With a variable CRON_SECRET, nobody else can ask for it.
const { createServer } = require("node:http");

const secret = process.env.CRON_SECRET;
let counted = 0;

createServer((request, response) => {
  if (!request.url.startsWith("/cron/count")) {
    response.end(`The clock has come by ${counted} times\n`);
  } else if (secret && request.headers.authorization !== `Bearer ${secret}`) {
    response.writeHead(401).end("only the clock may\n");
  } else {
    counted += 1;
    response.end(`counted ${counted}\n`);
  }
}).listen(process.env.PORT ?? 3000);
