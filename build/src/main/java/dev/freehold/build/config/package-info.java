/// What the user says about a project in `freehold.toml` and in a `Procfile`.
@NullMarked
package dev.freehold.build.config;

import org.jspecify.annotations.NullMarked;
