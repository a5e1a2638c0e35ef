package dev.freehold.sandbox;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/// Which system calls an app may make: a program that the kernel runs before each of them.
///
/// An app without capabilities is refused most of these anyway. The filter is the second wall: it
/// takes away the parts of the kernel that no web app needs and in which the holes of the last years
/// were found, above all user namespaces, which give an ordinary user a root's view of the kernel.
///
/// The kernel hands the program `struct seccomp_data`: the number of the call, the architecture, the
/// instruction pointer and six 64-bit arguments. It answers with an action. Ours are: allow; fail
/// with an error number, so that the app can tell its user what it misses; kill, where the call comes
/// through another architecture's table (on x86_64 a process can call as i386, whose numbers differ:
/// a filter that does not look is no filter). The x32 table shares the architecture and is known by
/// bit 30 of the number.
///
/// Calls that did not exist when we wrote this are allowed: an app must not break on a new kernel
/// because its C library tries a newer call first. `clone3` passes its flags in memory, which a filter
/// can't read; it is answered with ENOSYS, and C libraries then use `clone`, whose flags we see. The
/// same answer sends libraries that try io_uring back to epoll.
final class SeccompFilter {
    /// The tables of system calls that we know, by their number in the kernel's audit.h.
    enum Architecture {
        X86_64(0xC000003E),
        AARCH64(0xC00000B7);

        private final int audit;

        Architecture(int audit) {
            this.audit = audit;
        }

        int audit() {
            return audit;
        }

        /// That of this machine, if we have a filter for it.
        static Optional<Architecture> here() {
            return switch (System.getProperty("os.arch")) {
                case "amd64", "x86_64" -> Optional.of(X86_64);
                case "aarch64" -> Optional.of(AARCH64);
                default -> Optional.empty();
            };
        }
    }

    static final int ALLOW = 0x7fff0000;
    static final int KILL = 0x80000000;
    static final int FAIL = 0x00050000;
    static final int EPERM = 1;
    static final int ENOSYS = 38;
    static final int EAFNOSUPPORT = 97;

    private static final int NUMBER = 0;
    private static final int ARCHITECTURE = 4;
    private static final int FIRST_ARGUMENT = 16;
    private static final int SECOND_ARGUMENT = 24;
    private static final int THIRD_ARGUMENT = 32;
    private static final int X32 = 0x40000000;

    /// CLONE_NEWNS, NEWCGROUP, NEWUTS, NEWIPC, NEWUSER, NEWPID, NEWNET (sched.h).
    private static final int NEW_NAMESPACES = 0x7E020000;

    private static final int AF_UNIX = 1;
    private static final int AF_INET = 2;
    private static final int AF_INET6 = 10;
    private static final int AF_NETLINK = 16;
    private static final int NETLINK_ROUTE = 0;

    /// Types into the terminal, or its console, of another process (tty_ioctl(4)).
    private static final int TIOCSTI = 0x5412;

    private static final int TIOCLINUX = 0x541C;

    private static final Set<SystemCall> ABSENT =
            EnumSet.of(
                    SystemCall.CLONE3,
                    SystemCall.IO_URING_SETUP,
                    SystemCall.IO_URING_ENTER,
                    SystemCall.IO_URING_REGISTER);

    private static final Set<SystemCall> LOOKED_INTO =
            EnumSet.of(SystemCall.CLONE, SystemCall.SOCKET, SystemCall.IOCTL);

    private static final Set<SystemCall> FORBIDDEN =
            EnumSet.complementOf(
                    EnumSet.copyOf(
                            java.util.stream.Stream.of(ABSENT, LOOKED_INTO)
                                    .flatMap(Set::stream)
                                    .toList()));

    private final Architecture architecture;
    private final BpfAssembler program = new BpfAssembler();

    private SeccompFilter(Architecture architecture) {
        this.architecture = architecture;
    }

    /// The program as bytes, for `bwrap --seccomp`.
    static byte[] of(Architecture architecture) {
        return new SeccompFilter(architecture).assemble();
    }

    /// The program for this machine, as a file in this folder; an empty one if we have none for it.
    static Path file(Path folder) {
        return Architecture.here()
                .map(here -> ConstantFile.write(folder.resolve("system-calls.bpf"), of(here)))
                .orElse(Path.of("/dev/null"));
    }

    private byte[] assemble() {
        refuseOtherArchitectures();
        ABSENT.forEach(call -> on(call, "absent"));
        FORBIDDEN.forEach(call -> on(call, "forbidden"));
        LOOKED_INTO.forEach(call -> on(call, call.name()));
        program.returns(ALLOW);
        lookIntoClone();
        lookIntoSocket();
        lookIntoIoctl();
        program.label("allowed").returns(ALLOW);
        program.label("forbidden").returns(FAIL | EPERM);
        program.label("absent").returns(FAIL | ENOSYS);
        return program.assemble();
    }

    private void refuseOtherArchitectures() {
        program.load(ARCHITECTURE).ifEqual(architecture.audit(), "ours").returns(KILL);
        program.label("ours").load(NUMBER).ifAtLeast(X32, "absent");
    }

    private void on(SystemCall call, String target) {
        int number = call.numberOn(architecture);
        if (number >= 0) {
            program.ifEqual(number, target);
        }
    }

    private void lookIntoClone() {
        program.label(SystemCall.CLONE.name())
                .load(FIRST_ARGUMENT)
                .ifAnyBit(NEW_NAMESPACES, "forbidden")
                .returns(ALLOW);
    }

    /// Only what talks TCP, UDP and Unix, and asks for the host's addresses (netlink(7)).
    private void lookIntoSocket() {
        program.label(SystemCall.SOCKET.name())
                .load(FIRST_ARGUMENT)
                .ifEqual(AF_UNIX, "allowed")
                .ifEqual(AF_INET, "allowed")
                .ifEqual(AF_INET6, "allowed")
                .ifEqual(AF_NETLINK, "netlink")
                .returns(FAIL | EAFNOSUPPORT)
                .label("netlink")
                .load(THIRD_ARGUMENT)
                .ifEqual(NETLINK_ROUTE, "allowed")
                .returns(FAIL | EAFNOSUPPORT);
    }

    private void lookIntoIoctl() {
        program.label(SystemCall.IOCTL.name())
                .load(SECOND_ARGUMENT)
                .ifEqual(TIOCSTI, "forbidden")
                .ifEqual(TIOCLINUX, "forbidden")
                .returns(ALLOW);
    }
}
