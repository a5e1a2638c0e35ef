/// Projects of other languages than JavaScript: how each is found, what it needs, and how it is served.
@NullMarked
package dev.freehold.build.languages;

import org.jspecify.annotations.NullMarked;
