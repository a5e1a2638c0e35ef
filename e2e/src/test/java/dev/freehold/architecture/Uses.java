package dev.freehold.architecture;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Which package of ours names which other, and by which line.
record Uses(List<Use> all) {

    private static final String OURS = "dev.freehold.";

    /// One class naming a class of another package of ours.
    record Use(String from, String to, String where) {}

    static JavaClasses classesOf(Repository repository) {
        return new ClassFileImporter()
                .importPaths(repository.modules().stream().map(repository::classes).toList());
    }

    static Uses among(JavaClasses classes) {
        return new Uses(
                classes.stream()
                        .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                        .filter(Uses::crossesPackagesOfOurs)
                        .map(Uses::use)
                        .distinct()
                        .toList());
    }

    private static boolean crossesPackagesOfOurs(Dependency dependency) {
        var from = dependency.getOriginClass().getPackageName();
        var to = target(dependency).getPackageName();
        return to.startsWith(OURS) && !to.equals(from);
    }

    private static Use use(Dependency dependency) {
        return new Use(
                nameOfPackage(dependency.getOriginClass()),
                nameOfPackage(target(dependency)),
                dependency.getDescription());
    }

    private static JavaClass target(Dependency dependency) {
        return dependency.getTargetClass().getBaseComponentType();
    }

    /// Without the prefix that all share.
    static String nameOfPackage(JavaClass type) {
        var name = type.getPackageName();
        return name.startsWith(OURS) ? name.substring(OURS.length()) : name;
    }

    /// The packages of one cycle, the first again at the end.
    Optional<List<String>> findCycle() {
        var targets = new TreeMap<String, Set<String>>();
        all.forEach(
                use -> targets.computeIfAbsent(use.from(), from -> new TreeSet<>()).add(use.to()));
        var done = new HashSet<String>();
        return targets.keySet().stream()
                .map(start -> cycleFrom(start, targets, new ArrayDeque<>(), done))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<List<String>> cycleFrom(
            String name, Map<String, Set<String>> targets, Deque<String> path, Set<String> done) {
        if (path.contains(name)) {
            path.addLast(name);
            return Optional.of(path.stream().dropWhile(earlier -> !earlier.equals(name)).toList());
        }
        if (!done.add(name)) {
            return Optional.empty();
        }
        path.addLast(name);
        for (var target : targets.getOrDefault(name, Set.of())) {
            var cycle = cycleFrom(target, targets, path, done);
            if (cycle.isPresent()) {
                return cycle;
            }
        }
        path.removeLast();
        return Optional.empty();
    }
}
