/// The contract of a provider, whatever it is: how a deployment is applied, observed, scaled and
/// retired; and the life of an instance.
@NullMarked
package dev.freehold.run;

import org.jspecify.annotations.NullMarked;
