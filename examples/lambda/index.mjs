// A Lambda function behind a Function URL: payload format 2.0 comes in, a response with a status goes out.
export const handler = async (event, context) => {
  const name = event.queryStringParameters?.name ?? event.name ?? "you";
  return {
    statusCode: 200,
    headers: { "content-type": "text/plain" },
    body: `Hello ${name}, from Lambda's ${context.functionName}\n`,
  };
};
