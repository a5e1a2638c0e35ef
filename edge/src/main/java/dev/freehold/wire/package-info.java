/// Keeps visitors' connections sound before there are requests on them: which protocol is spoken, who
/// really speaks, and how much of it one connection may ask for.
@NullMarked
package dev.freehold.wire;

import org.jspecify.annotations.NullMarked;
