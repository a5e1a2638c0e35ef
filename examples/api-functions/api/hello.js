// Node's own style, with helpers: request.query, request.body, response.json(), …
export default function hello(request, response) {
  response.status(200).json({ hello: request.query.name ?? "world" });
}
