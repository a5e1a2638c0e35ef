package dev.freehold.link;

import dev.freehold.model.ErrorCode;
import dev.freehold.model.FreeholdException;
import dev.freehold.run.ProviderException;
import java.util.Optional;

/// How a call failed, as it goes back to the caller.
record Failure(
        ErrorCode code, String message, Optional<String> advice, Optional<OfProvider> provider) {

    /// What a provider says besides.
    record OfProvider(
            ProviderException.Kind kind, ProviderException.Scope scope, boolean maybeApplied) {}

    static Failure of(RuntimeException failure) {
        return switch (failure) {
            case ProviderException known ->
                    new Failure(
                            known.code(),
                            text(known),
                            known.advice(),
                            Optional.of(
                                    new OfProvider(
                                            known.kind(), known.scope(), known.maybeApplied())));
            case FreeholdException known ->
                    new Failure(known.code(), text(known), known.advice(), Optional.empty());
            default ->
                    new Failure(
                            ErrorCode.INTERNAL,
                            failure.toString(),
                            Optional.of("see the node's log"),
                            Optional.empty());
        };
    }

    private static String text(FreeholdException failure) {
        return String.valueOf(failure.getMessage());
    }

    /// As if it had been thrown here.
    FreeholdException exception() {
        return provider.<FreeholdException>map(of ->
                        new ProviderException(
                                of.kind(),
                                of.scope(),
                                of.maybeApplied(),
                                message,
                                advice.orElse(""),
                                null))
                .orElseGet(() -> new FreeholdException(code, message, advice.orElse("")));
    }
}
