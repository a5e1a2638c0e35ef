package dev.freehold.architecture;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The table of ARCHITECTURE.md: `| module | packages | what it does | may use |`.
record Rooms(List<Room> rooms) {

    private static final Pattern QUOTED = Pattern.compile("`([^`]+)`");

    /// One line of the table. Its packages may use each other, and what the last column names: a
    /// package, or a module, which stands for all packages of that module.
    record Room(String module, Set<String> packages, Set<String> mayUse) {}

    static Rooms readFrom(String markdown) {
        return new Rooms(
                markdown.lines().filter(line -> line.startsWith("| `")).map(Rooms::room).toList());
    }

    private static Room room(String line) {
        var cells = line.split("\\|", -1);
        if (cells.length != 6) {
            throw new IllegalArgumentException("not four columns: " + line);
        }
        var uses = cells[4].strip().equals("all") ? Set.of("all") : Set.copyOf(quoted(cells[4]));
        return new Room(quoted(cells[1]).getFirst(), Set.copyOf(quoted(cells[2])), uses);
    }

    private static List<String> quoted(String cell) {
        return QUOTED.matcher(cell).results().map(match -> match.group(1)).toList();
    }

    Set<String> modules() {
        return rooms.stream().map(Room::module).collect(Collectors.toSet());
    }

    Optional<Room> roomOf(String packageName) {
        return rooms.stream().filter(room -> room.packages().contains(packageName)).findFirst();
    }

    /// The packages that a room's classes may name, its own among them.
    Set<String> packagesOpenTo(Room room) {
        return Stream.concat(
                        room.packages().stream(),
                        meant(room).flatMap(meant -> meant.packages().stream()))
                .collect(Collectors.toSet());
    }

    /// The modules that a module may depend on.
    Set<String> modulesOpenTo(String module) {
        return rooms.stream()
                .filter(room -> room.module().equals(module))
                .flatMap(this::meant)
                .map(Room::module)
                .collect(Collectors.toSet());
    }

    private Stream<Room> meant(Room room) {
        if (room.mayUse().contains("all")) {
            return rooms.stream();
        }
        return room.mayUse().stream().map(this::meant).flatMap(Collection::stream);
    }

    private List<Room> meant(String name) {
        var module = rooms.stream().filter(room -> room.module().equals(name)).toList();
        if (!module.isEmpty()) {
            return module;
        }
        return roomOf(name)
                .map(room -> List.of(new Room(room.module(), Set.of(name), Set.of())))
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "ARCHITECTURE.md lets somebody use `"
                                        + name
                                        + "`, which is no module or package of its table"));
    }
}
