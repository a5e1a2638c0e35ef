package dev.freehold.output;

import dev.freehold.model.ServiceName;

/// A handler behind a URL path. The edge calls the service and names the entry in the request header
/// [#ENTRY_HEADER], which it takes from nobody else.
///
/// @param entry what the launcher loads: a path in the service's tree, `api/hello.js`
public record Function(ServiceName service, String entry) {
    public static final String ENTRY_HEADER = "x-freehold-entry";
}
