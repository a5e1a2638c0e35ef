// TypeScript, whose types Node takes away by itself.
export async function POST(request: Request): Promise<Response> {
  const text: string = await request.text();
  return new Response(text.toUpperCase());
}
