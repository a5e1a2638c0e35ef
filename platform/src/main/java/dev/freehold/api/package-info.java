/// The JSON door at /api/v1, without logic of its own.
@NullMarked
package dev.freehold.api;

import org.jspecify.annotations.NullMarked;
