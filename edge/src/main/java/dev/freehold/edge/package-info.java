/// Answers visitors: finds the site by host, the answer by its routes, and streams files or an
/// upstream's response.
@NullMarked
package dev.freehold.edge;

import org.jspecify.annotations.NullMarked;
