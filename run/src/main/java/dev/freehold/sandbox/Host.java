package dev.freehold.sandbox;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What this host offers for isolation, found by trying it.
///
/// @param tools those that are installed, by name
/// @param namespaces whether bubblewrap can make them, as the user that we are
/// @param groups whether we may make control groups
record Host(
        boolean linux,
        boolean root,
        Map<String, Tool> tools,
        boolean namespaces,
        Optional<ControlGroups> groups) {

    private static final List<String> WANTED =
            List.of(
                    "bwrap",
                    "nsenter",
                    "unshare",
                    "setpriv",
                    "ip",
                    "iptables",
                    "iptables-restore",
                    "pasta");

    static Host survey() {
        var tools =
                WANTED.stream()
                        .filter(name -> Tool.find(name).isPresent())
                        .collect(
                                Collectors.toMap(
                                        Function.identity(),
                                        name -> Tool.find(name).orElseThrow()));
        boolean root = "root".equals(System.getProperty("user.name"));
        return new Host(
                System.getProperty("os.name").equals("Linux"),
                root,
                tools,
                Optional.ofNullable(tools.get("bwrap"))
                        .filter(bubblewrap -> makesNamespaces(bubblewrap, root))
                        .isPresent(),
                root ? ControlGroups.at(ControlGroups.SYSTEM) : Optional.empty());
    }

    Tool tool(String name) {
        return Optional.ofNullable(tools.get(name)).orElseThrow();
    }

    /// The tool that gives apps networks without a root's rights, where it can open what it needs.
    Optional<Tool> pasta() {
        return Optional.ofNullable(tools.get("pasta"))
                .filter(tool -> Files.isWritable(Path.of("/dev/net/tun")));
    }

    /// Of these tools, those that are not installed.
    List<String> missing(String... names) {
        return Stream.of(names).filter(name -> !tools.containsKey(name)).toList();
    }

    private static boolean makesNamespaces(Tool bubblewrap, boolean root) {
        var arguments = new ArrayList<String>(root ? List.of() : List.of("--unshare-user"));
        arguments.addAll(SystemFiles.programs());
        arguments.addAll(List.of("--unshare-pid", "--proc", "/proc", "/bin/true"));
        return bubblewrap.succeeds(arguments.toArray(String[]::new));
    }
}
