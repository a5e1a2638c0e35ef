/// Decides, without any I/O, what a request gets: a file, a service, a redirect or an error.
@NullMarked
package dev.freehold.route;

import org.jspecify.annotations.NullMarked;
