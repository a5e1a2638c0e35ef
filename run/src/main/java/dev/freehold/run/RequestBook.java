package dev.freehold.run;

import java.util.List;

/// Where the lines of requests are kept, beside what their apps say.
public interface RequestBook {
    /// Those of one moment, in their order.
    void write(List<RequestLine> lines);
}
