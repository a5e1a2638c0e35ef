package dev.freehold.model;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;

/// A host name in lower case, without a port: 1 to 253 of letters, digits, `-` and `.`.
public record HostName(String value) implements Comparable<HostName> {
    private static final Pattern NAME =
            Pattern.compile(
                    "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*");
    private static final int LABEL = 63;
    private static final int DIGEST_PART = 6;

    public HostName {
        value = value.toLowerCase(Locale.ROOT);
        if (value.length() > 253 || !NAME.matcher(value).matches()) {
            throw Invalid.because(
                    "\"" + value + "\" is no host name",
                    "use labels of a-z, 0-9 and \"-\", joined by \".\"");
        }
    }

    /// The name of a project's production: `shop.localhost`.
    public static HostName production(ProjectName project, String domain) {
        return new HostName(project + "." + domain);
    }

    /// The name of one deployment: `shop--3f9k2c.localhost`.
    public static HostName deployment(ProjectName project, DeploymentId id, String domain) {
        return suffixed(project, id.value(), domain);
    }

    /// The name of a branch: `shop--git-main.localhost`; what a label can't hold becomes `-`.
    public static HostName branch(ProjectName project, String branch, String domain) {
        return suffixed(project, "git-" + label(branch), domain);
    }

    /// The name of an environment other than production: `shop--preview.localhost`.
    public static HostName environment(
            ProjectName project, EnvironmentName environment, String domain) {
        return suffixed(project, environment.value(), domain);
    }

    private static HostName suffixed(ProjectName project, String suffix, String domain) {
        var label = project + "--" + suffix;
        return new HostName((label.length() <= LABEL ? label : cut(label)) + "." + domain);
    }

    /// Names are cut to 63 characters with a digest, so that two long ones stay apart.
    private static String cut(String label) {
        var digest =
                Digest.sha256(label.getBytes(StandardCharsets.UTF_8))
                        .hex()
                        .substring(0, DIGEST_PART);
        var kept = label.substring(0, LABEL - DIGEST_PART - 1).replaceAll("-+$", "");
        return kept + "-" + digest;
    }

    private static String label(String text) {
        var label =
                text.toLowerCase(Locale.ROOT)
                        .replaceAll("[^a-z0-9]+", "-")
                        .replaceAll("^-+|-+$", "");
        return label.isEmpty() ? "x" : label;
    }

    @Override
    public int compareTo(HostName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
