/// Brings the tools that builds and apps need, such as Node and npm, once, checked by digest, into the
/// platform's own folder.
@NullMarked
package dev.freehold.build.tools;

import org.jspecify.annotations.NullMarked;
