/// Gets certificates for proved domains from an authority (RFC 8555), renews them in time, and lays them where the
/// edge finds them.
@NullMarked
package dev.freehold.acme;

import org.jspecify.annotations.NullMarked;
