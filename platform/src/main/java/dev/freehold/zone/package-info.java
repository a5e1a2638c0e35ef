/// Writes records into zones that a user lets the platform keep: by RFC 2136, or by a provider's API.
@NullMarked
package dev.freehold.zone;

import org.jspecify.annotations.NullMarked;
