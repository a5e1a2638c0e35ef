package dev.freehold.build.languages;

import dev.freehold.build.Source;
import dev.freehold.build.tools.HostPrograms;
import dev.freehold.build.tools.Toolchain;
import dev.freehold.model.FreeholdException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Which Java a source asks for: `.java-version`, `system.properties` and Gradle's toolchain mean that
/// one, and Maven's settings that one or a newer.
///
/// @param major 0 where it asks for none
/// @param where it stands
record JavaVersion(int major, boolean exactly, String where) {
    private static final JavaVersion ANY = new JavaVersion(0, false, "");

    private record Place(String file, boolean exactly, Pattern pattern) {
        static Place of(String file, boolean exactly, String pattern) {
            return new Place(file, exactly, Pattern.compile(pattern));
        }

        Optional<JavaVersion> look(Source source) {
            return source.text(file)
                    .map(pattern::matcher)
                    .filter(java.util.regex.Matcher::find)
                    .map(found -> new JavaVersion(Integer.parseInt(found.group(1)), exactly, file));
        }
    }

    private static final String GRADLE =
            "(?:JavaLanguageVersion\\.of\\(|JavaVersion\\.VERSION_|jvmToolchain\\()\"?(\\d+)";
    private static final List<Place> PLACES =
            List.of(
                    Place.of(".java-version", true, "(?:1\\.)?(\\d+)"),
                    Place.of(".sdkmanrc", true, "(?m)^java=(\\d+)"),
                    Place.of("system.properties", true, "java\\.runtime\\.version=(?:1\\.)?(\\d+)"),
                    Place.of("build.gradle.kts", true, GRADLE),
                    Place.of("build.gradle", true, GRADLE),
                    Place.of("pom.xml", false, "<maven\\.compiler\\.release>\\s*(\\d+)"),
                    Place.of("pom.xml", false, "<release>\\s*(\\d+)"),
                    Place.of("pom.xml", false, "<java\\.version>\\s*(?:1\\.)?(\\d+)"),
                    Place.of("pom.xml", false, "<maven\\.compiler\\.target>\\s*(?:1\\.)?(\\d+)"));

    static JavaVersion of(Source source) {
        return PLACES.stream()
                .flatMap(place -> place.look(source).stream())
                .findFirst()
                .orElse(ANY);
    }

    /// The newest that fits; the nearest newer one where the very one is not there.
    ///
    /// @param jdks newest first
    /// @throws FreeholdException MISSING_TOOL
    Toolchain choose(List<Toolchain> jdks) {
        var same = jdks.stream().filter(jdk -> jdk.major() == major);
        var newer = jdks.stream().filter(jdk -> jdk.major() >= major).toList();
        return Stream.concat(
                        exactly ? same : Stream.empty(),
                        (exactly ? newer.reversed() : newer).stream())
                .findFirst()
                .orElseThrow(() -> missing(jdks));
    }

    Optional<String> reason() {
        return major == 0
                ? Optional.empty()
                : Optional.of(where + " asks for Java " + major + (exactly ? "" : " at least"));
    }

    private FreeholdException missing(List<Toolchain> jdks) {
        return HostPrograms.missing(
                "no JDK of this machine is Java "
                        + Math.max(major, 1)
                        + " or newer"
                        + (jdks.isEmpty() ? "" : "; the newest is " + jdks.getFirst().version()),
                "install one (Debian: apt-get install openjdk-"
                        + (major == 0 ? 21 : major)
                        + "-jdk-headless; or https://adoptium.net)");
    }
}
