/// Speaks to the platform's API: a small HTTP client and a small JSON reader, chosen because a
/// process that lives for 100 ms can't wait for larger ones to load.
@NullMarked
package dev.freehold.cli.api;

import org.jspecify.annotations.NullMarked;
