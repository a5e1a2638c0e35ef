/// What a build made, as our own typed model: services, routes in phases, files by digest. Its first
/// reader and writer is the public Build Output API, version 3.
@NullMarked
package dev.freehold.output;

import org.jspecify.annotations.NullMarked;
