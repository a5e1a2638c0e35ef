package dev.freehold.api;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Writes metrics as Prometheus reads them: its text format 0.0.4, or OpenMetrics 1.0 for who asks for it,
/// which names a counter's family without `_total` and has an end.
final class MetricsText {
    private final Format format;
    private final StringBuilder text = new StringBuilder();

    enum Format {
        PROMETHEUS("text/plain; version=0.0.4; charset=utf-8"),
        OPEN_METRICS("application/openmetrics-text; version=1.0.0; charset=utf-8");

        private final String contentType;

        Format(String contentType) {
            this.contentType = contentType;
        }

        static Format wanted(@Nullable String accept) {
            return Optional.ofNullable(accept)
                    .filter(said -> said.contains("application/openmetrics-text"))
                    .map(_ -> OPEN_METRICS)
                    .orElse(PROMETHEUS);
        }

        String contentType() {
            return contentType;
        }
    }

    MetricsText(Format format) {
        this.format = format;
    }

    /// @param name without `_total`
    MetricsText counter(String name, String help) {
        return family(format == Format.OPEN_METRICS ? name : name + "_total", "counter", help);
    }

    MetricsText gauge(String name, String help) {
        return family(name, "gauge", help);
    }

    MetricsText histogram(String name, String help) {
        return family(name, "histogram", help);
    }

    private MetricsText family(String name, String type, String help) {
        text.append("# HELP ").append(name).append(' ').append(help).append('\n');
        text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
        return this;
    }

    /// @param labels names and values, in turns
    MetricsText sample(String name, Number value, String... labels) {
        text.append(name);
        for (int i = 0; i < labels.length; i += 2) {
            text.append(i == 0 ? '{' : ',').append(labels[i]).append("=\"");
            text.append(escaped(labels[i + 1])).append('"');
        }
        text.append(labels.length == 0 ? " " : "} ").append(value).append('\n');
        return this;
    }

    String end() {
        return format == Format.OPEN_METRICS ? text + "# EOF\n" : text.toString();
    }

    private static String escaped(String value) {
        return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }
}
