package dev.freehold.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freehold.sandbox.SeccompFilter.Architecture;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The filter's answers, by running it as the kernel would.
class SeccompFilterTest {
    private static final int NOT_PERMITTED = SeccompFilter.FAIL | SeccompFilter.EPERM;
    private static final int UNKNOWN = SeccompFilter.FAIL | SeccompFilter.ENOSYS;
    private static final int NO_SUCH_FAMILY = SeccompFilter.FAIL | SeccompFilter.EAFNOSUPPORT;
    private static final int I386 = 0x40000003;
    private static final int READ_ON_X86 = 0;

    @ParameterizedTest
    @EnumSource(Architecture.class)
    void lets_an_ordinary_program_work(Architecture architecture) {
        for (int number = 0; number < 600; number++) {
            if (!spokenOf(number, architecture)) {
                assertThat(answer(architecture, number)).isEqualTo(SeccompFilter.ALLOW);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "MOUNT",
                "UMOUNT2",
                "PIVOT_ROOT",
                "CHROOT",
                "PTRACE",
                "PROCESS_VM_READV",
                "PROCESS_VM_WRITEV",
                "KEXEC_LOAD",
                "BPF",
                "PERF_EVENT_OPEN",
                "KEYCTL",
                "ADD_KEY",
                "REQUEST_KEY",
                "INIT_MODULE",
                "FINIT_MODULE",
                "DELETE_MODULE",
                "UNSHARE",
                "SETNS",
                "USERFAULTFD",
                "REBOOT",
                "SWAPON",
                "SWAPOFF",
                "SETTIMEOFDAY",
                "CLOCK_SETTIME",
                "ACCT",
                "QUOTACTL",
                "OPEN_BY_HANDLE_AT",
                "NAME_TO_HANDLE_AT",
                "MOVE_MOUNT",
                "OPEN_TREE",
                "FSOPEN",
                "FSCONFIG",
                "FSMOUNT",
                "FSPICK"
            })
    void refuses_what_only_an_administrator_needs(SystemCall call) {
        for (var architecture : Architecture.values()) {
            assertThat(answer(architecture, call.numberOn(architecture))).isEqualTo(NOT_PERMITTED);
        }
    }

    @ParameterizedTest
    @EnumSource(Architecture.class)
    void lets_processes_and_threads_be_made_but_no_namespaces(Architecture architecture) {
        int clone = SystemCall.CLONE.numberOn(architecture);

        assertThat(answer(architecture, clone, 0x01200011)).isEqualTo(SeccompFilter.ALLOW); // fork
        assertThat(answer(architecture, clone, 0x003d0f00))
                .isEqualTo(SeccompFilter.ALLOW); // thread
        for (int bit : new int[] {17, 25, 26, 27, 28, 29, 30}) {
            assertThat(answer(architecture, clone, 1 << bit | 17)).isEqualTo(NOT_PERMITTED);
        }
    }

    @ParameterizedTest
    @EnumSource(Architecture.class)
    void sends_libraries_back_to_calls_that_can_be_looked_into(Architecture architecture) {
        assertThat(answer(architecture, SystemCall.CLONE3.numberOn(architecture)))
                .isEqualTo(UNKNOWN);
        assertThat(answer(architecture, SystemCall.IO_URING_SETUP.numberOn(architecture)))
                .isEqualTo(UNKNOWN);
    }

    @ParameterizedTest
    @EnumSource(Architecture.class)
    void opens_sockets_of_the_internet_and_the_machine_only(Architecture architecture) {
        int socket = SystemCall.SOCKET.numberOn(architecture);

        for (int family = 0; family < 50; family++) {
            boolean ordinary = family == 1 || family == 2 || family == 10 || family == 16;
            assertThat(answer(architecture, socket, family, 1, 0))
                    .isEqualTo(ordinary ? SeccompFilter.ALLOW : NO_SUCH_FAMILY);
        }
        assertThat(answer(architecture, socket, 16, 3, 12)).isEqualTo(NO_SUCH_FAMILY);
    }

    @ParameterizedTest
    @EnumSource(Architecture.class)
    void types_into_no_terminal(Architecture architecture) {
        int control = SystemCall.IOCTL.numberOn(architecture);

        assertThat(answer(architecture, control, 0, 0x5412)).isEqualTo(NOT_PERMITTED);
        assertThat(answer(architecture, control, 0, 0x5413)).isEqualTo(SeccompFilter.ALLOW);
    }

    @Test
    void kills_who_calls_through_another_table() {
        var filter = SeccompFilter.of(Architecture.X86_64);

        assertThat(run(filter, READ_ON_X86, I386)).isEqualTo(SeccompFilter.KILL);
        assertThat(run(filter, READ_ON_X86, Architecture.AARCH64.audit()))
                .isEqualTo(SeccompFilter.KILL);
        assertThat(answer(Architecture.X86_64, 0x40000000 | READ_ON_X86)).isEqualTo(UNKNOWN);
    }

    @Test
    void a_jump_that_is_too_far_is_a_mistake_of_ours() {
        var program = new BpfAssembler().ifEqual(1, "end");
        for (int i = 0; i < 256; i++) {
            program.returns(0);
        }

        assertThatThrownBy(program.label("end").returns(1)::assemble).hasMessageContaining("256");
    }

    private static boolean spokenOf(int number, Architecture architecture) {
        for (var call : SystemCall.values()) {
            if (call.numberOn(architecture) == number) {
                return true;
            }
        }
        return false;
    }

    private static int answer(Architecture architecture, int number, int... arguments) {
        return run(SeccompFilter.of(architecture), number, architecture.audit(), arguments);
    }

    private static int run(byte[] program, int number, int architecture, int... arguments) {
        var input = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
        input.putInt(number).putInt(architecture).putLong(0);
        for (int argument : arguments) {
            input.putLong(argument & 0xffffffffL);
        }
        return run(ByteBuffer.wrap(program).order(ByteOrder.LITTLE_ENDIAN), input);
    }

    private static int run(ByteBuffer program, ByteBuffer input) {
        int accumulator = 0;
        for (int at = 0; ; at++) {
            int code = program.getShort(at * 8);
            int constant = program.getInt(at * 8 + 4);
            int jump = program.get(at * 8 + 2) & 0xff;
            switch (code) {
                case BpfAssembler.LOAD -> accumulator = input.getInt(constant);
                case BpfAssembler.JUMP_IF_EQUAL -> at += accumulator == constant ? jump : 0;
                case BpfAssembler.JUMP_IF_AT_LEAST ->
                        at += Integer.compareUnsigned(accumulator, constant) >= 0 ? jump : 0;
                case BpfAssembler.JUMP_IF_ANY_BIT -> at += (accumulator & constant) != 0 ? jump : 0;
                case BpfAssembler.RETURN -> {
                    return constant;
                }
                default -> throw new AssertionError("no instruction of ours: " + code);
            }
        }
    }
}
