package dev.freehold.link;

import java.util.List;
import tools.jackson.databind.JsonNode;

/// What is asked, as it goes over the wire: the method of an interface that the other side serves.
///
/// @param method of an interface, `Provider.scale`
/// @param arguments in their order; callbacks are null
record Call(String method, List<JsonNode> arguments) {}
