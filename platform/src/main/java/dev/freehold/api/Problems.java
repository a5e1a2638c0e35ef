package dev.freehold.api;

import dev.freehold.deploy.MissingBlobs;
import dev.freehold.model.Digest;
import dev.freehold.model.ErrorCode;
import dev.freehold.model.FreeholdException;
import dev.freehold.model.Invalid;
import dev.freehold.store.Json;
import dev.freehold.store.Problem;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.EOFException;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Errors as RFC 9457 problems, with the same code and words as everywhere.
final class Problems {
    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);
    private static final String TYPE = "application/problem+json";

    private Problems() {}

    static void answer(RoutesConfig routes) {
        routes.exception(FreeholdException.class, (e, request) -> answer(request, e));
        routes.exception(EOFException.class, (_, request) -> answer(request, cut()));
        routes.exception(Exception.class, (e, request) -> answerUnforeseen(request, e));
        routes.error(
                404,
                request -> {
                    if (!TYPE.equals(request.res().getContentType())) {
                        answer(request, unknownPath(request));
                    }
                });
    }

    private static void answer(Context request, FreeholdException e) {
        var members = members(Problem.of(e));
        if (e instanceof MissingBlobs missing) {
            members.put("missing", missing.missing().stream().map(Digest::toString).toList());
        }
        if (request.path().startsWith(InvokeRoutes.PREFIX)) {
            tellAwsClients(request, e, members);
        }
        request.status(e.code().httpStatus()).contentType(TYPE).result(Json.bytes(members));
    }

    /// They show the header as the error's kind and the member as its words.
    private static void tellAwsClients(
            Context request, FreeholdException e, Map<String, Object> members) {
        request.header("x-amzn-errortype", awsKind(e.code()));
        members.put("message", e.getMessage() + e.advice().map(advice -> "; " + advice).orElse(""));
    }

    private static String awsKind(ErrorCode code) {
        return switch (code) {
            case NOT_FOUND, GONE -> "ResourceNotFoundException";
            case UNAUTHORIZED, FORBIDDEN -> "UnrecognizedClientException";
            case INVALID -> "InvalidParameterValueException";
            case TOO_LARGE -> "RequestTooLargeException";
            case CAPACITY, QUOTA -> "TooManyRequestsException";
            default -> "ServiceException";
        };
    }

    private static void answerUnforeseen(Context request, Exception e) {
        if (isOfTheDisk(e)) {
            answer(request, diskIsFull(e));
            return;
        }
        LOG.error("a request broke method={} path={}", request.method(), request.path(), e);
        answer(
                request,
                new FreeholdException(
                        ErrorCode.INTERNAL,
                        "the platform broke over this request",
                        "see its log in the data folder"));
    }

    private static FreeholdException cut() {
        return Invalid.because("the request ended before its content did", "send it again");
    }

    /// The kernel's words for ENOSPC, EROFS and EDQUOT.
    private static boolean isOfTheDisk(Exception e) {
        var text = String.valueOf(e.getMessage());
        return e instanceof IOException
                && (text.contains("No space left on device")
                        || text.contains("Read-only file system")
                        || text.contains("Disk quota exceeded"));
    }

    private static FreeholdException diskIsFull(Exception e) {
        return new FreeholdException(
                ErrorCode.UNAVAILABLE,
                "the data folder can't be written: " + e.getMessage(),
                "check its disk; \"freehold rm\" and another FREEHOLD_HOME make room",
                e);
    }

    private static FreeholdException unknownPath(Context request) {
        return new FreeholdException(
                ErrorCode.NOT_FOUND,
                "there is nothing at " + request.method() + " \"" + request.path() + "\"",
                "see /api/v1/openapi.json for what there is");
    }

    /// The members of a problem, also within a stream's last line.
    static Map<String, Object> members(Problem problem) {
        var members = new LinkedHashMap<String, Object>();
        members.put("type", "about:blank");
        members.put("title", title(problem.code()));
        members.put("status", problem.code().httpStatus());
        members.put("code", problem.code().text());
        members.put("detail", problem.detail());
        members.put("advice", problem.advice());
        return members;
    }

    private static String title(ErrorCode code) {
        var words = code.text().replace('-', ' ');
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }
}
