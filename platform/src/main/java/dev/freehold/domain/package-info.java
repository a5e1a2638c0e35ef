/// Domains of users' own: which records lead here and prove whose a name is, and whether they are set.
@NullMarked
package dev.freehold.domain;

import org.jspecify.annotations.NullMarked;
