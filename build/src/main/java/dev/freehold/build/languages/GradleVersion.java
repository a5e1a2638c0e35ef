package dev.freehold.build.languages;

import dev.freehold.build.Source;
import dev.freehold.build.tools.HostPrograms;
import dev.freehold.build.tools.Toolchain;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// The Gradle that a wrapper brings: an older one does not run with a newer Java.
record GradleVersion(int major, int minor) implements Comparable<GradleVersion> {
    private static final String WRAPPER = "gradle/wrapper/gradle-wrapper.properties";
    private static final Pattern DISTRIBUTION =
            Pattern.compile("(?m)^distributionUrl=.*/gradle-(\\d+)\\.(\\d+)");

    /// The first version that runs with a Java, of those that people still have (docs.gradle.org,
    /// "Compatibility Matrix", column "Support for running Gradle").
    private static final TreeMap<GradleVersion, Integer> NEWEST_JAVA =
            new TreeMap<>(
                    Map.of(
                            new GradleVersion(0, 0), 11,
                            new GradleVersion(7, 0), 16,
                            new GradleVersion(7, 3), 17,
                            new GradleVersion(7, 6), 19,
                            new GradleVersion(8, 5), 21,
                            new GradleVersion(8, 8), 22,
                            new GradleVersion(8, 10), 23,
                            new GradleVersion(8, 14), 24,
                            new GradleVersion(9, 1), 25,
                            new GradleVersion(9, 4), Integer.MAX_VALUE));

    static Optional<GradleVersion> ofWrapper(Source source) {
        return source.text(WRAPPER)
                .map(DISTRIBUTION::matcher)
                .filter(java.util.regex.Matcher::find)
                .map(found ->
                        new GradleVersion(
                                Integer.parseInt(found.group(1)),
                                Integer.parseInt(found.group(2))));
    }

    /// Those JDKs that it runs with.
    ///
    /// @throws dev.freehold.model.FreeholdException MISSING_TOOL where there is none
    List<Toolchain> running(List<Toolchain> jdks) {
        var fitting = jdks.stream().filter(jdk -> jdk.major() <= newestJava()).toList();
        if (fitting.isEmpty()) {
            throw HostPrograms.missing(
                    told() + "; this machine has only newer ones",
                    "bring a newer Gradle into the project (./gradlew wrapper --gradle-version latest), or install a JDK"
                            + " that it runs with (https://adoptium.net)");
        }
        return fitting;
    }

    Optional<String> reason() {
        return newestJava() == Integer.MAX_VALUE ? Optional.empty() : Optional.of(told());
    }

    private String told() {
        return "Gradle's wrapper brings "
                + major
                + "."
                + minor
                + ", which runs with Java "
                + newestJava()
                + " at most";
    }

    private int newestJava() {
        return NEWEST_JAVA.floorEntry(this).getValue();
    }

    @Override
    public int compareTo(GradleVersion other) {
        return Comparator.comparingInt(GradleVersion::major)
                .thenComparingInt(GradleVersion::minor)
                .compare(this, other);
    }
}
