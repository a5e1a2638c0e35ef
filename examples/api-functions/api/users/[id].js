import { greeting } from "../../lib/greeting.js";

// Answers /api/users/anything; the name in brackets is in the query.
export default function user(request, response) {
  response.send(greeting(request.query.id));
}
