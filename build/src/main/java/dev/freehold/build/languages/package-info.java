/// The languages that are found by themselves, one file each.
@NullMarked
package dev.freehold.build.languages;

import org.jspecify.annotations.NullMarked;
