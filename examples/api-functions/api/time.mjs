// The web's style: a function for each method.
export function GET() {
  return Response.json({ time: new Date().toISOString() });
}
