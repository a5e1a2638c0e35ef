/// Sites of files: which URL a file answers.
@NullMarked
package dev.freehold.build.sites;

import org.jspecify.annotations.NullMarked;
