/// The house rules as plain tests: ARCHITECTURE.md's table is the law, and the style has no other judge.
package dev.freehold.architecture;
