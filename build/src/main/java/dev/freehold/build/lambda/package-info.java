/// AWS Lambda functions: their handlers run unmodified behind a launcher that serves Lambda's Runtime API.
@NullMarked
package dev.freehold.build.lambda;

import org.jspecify.annotations.NullMarked;
