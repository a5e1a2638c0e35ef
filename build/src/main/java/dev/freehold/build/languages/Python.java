package dev.freehold.build.languages;

import dev.freehold.build.Groundwork;
import dev.freehold.build.Language;
import dev.freehold.build.Source;
import dev.freehold.build.config.PackageJson;
import java.util.List;
import java.util.Optional;

/// Python projects, also where the user's own commands start them.
public record Python(Programs programs) implements Language {
    private static final List<String> MARKS =
            List.of("requirements.txt", "pyproject.toml", "manage.py", "uv.lock");

    @Override
    public Optional<Groundwork> groundwork(Source source) {
        return mark(source).map(_ -> new PythonProject(source, programs));
    }

    /// The file that makes it a Python project.
    static Optional<String> mark(Source source) {
        return source.firstOf(MARKS)
                .or(() -> PythonNeeds.of(source).file())
                .filter(file -> file.equals("manage.py") || !isNodes(source));
    }

    /// A server in JavaScript, with a few tools in Python.
    private static boolean isNodes(Source source) {
        return source.inPackageJson(json -> json.script("start")).isPresent()
                || source.inPackageJson(PackageJson::main).filter(source::has).isPresent();
    }
}
