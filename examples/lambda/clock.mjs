// Response streaming: each tick arrives when it is made.
export const handler = awslambda.streamifyResponse(async (event, stream) => {
  const out = awslambda.HttpResponseStream.from(stream, { statusCode: 200, headers: { "content-type": "text/plain" } });
  for (let tick = 1; tick <= 3; tick++) {
    out.write(`tick ${tick}\n`);
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
  out.end();
});
