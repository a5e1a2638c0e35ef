package dev.freehold.sandbox;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Writes classic BPF programs, as seccomp(2) takes them.
///
/// The machine has one accumulator. A program loads a 32-bit word of its input into it, compares it
/// with a constant, and jumps forward, only forward, by at most 255 instructions; every path ends in
/// a return. An instruction is 8 bytes, in the machine's own byte order (little-endian on both
/// architectures that we write for):
///
/// | 16 bits | 8 bits | 8 bits | 32 bits |
/// |---|---|---|---|
/// | what to do | skip if true | skip if false | constant |
///
/// Jumps are written with the name of their target, which is marked later by `label`, and are
/// resolved in `assemble`. A comparison that fails falls through to the next instruction.
final class BpfAssembler {
    static final int LOAD = 0x20; // BPF_LD | BPF_W | BPF_ABS
    static final int JUMP_IF_EQUAL = 0x15; // BPF_JMP | BPF_JEQ | BPF_K
    static final int JUMP_IF_AT_LEAST = 0x35; // BPF_JMP | BPF_JGE | BPF_K
    static final int JUMP_IF_ANY_BIT = 0x45; // BPF_JMP | BPF_JSET | BPF_K
    static final int RETURN = 0x06; // BPF_RET | BPF_K
    private static final int SIZE = 8;
    private static final int FARTHEST = 255;

    private record Instruction(int code, int constant, String target) {}

    private final List<Instruction> instructions = new ArrayList<>();
    private final Map<String, Integer> labels = new HashMap<>();

    /// The 32-bit word at this offset of the input.
    BpfAssembler load(int offset) {
        return add(LOAD, offset, "");
    }

    BpfAssembler ifEqual(int constant, String target) {
        return add(JUMP_IF_EQUAL, constant, target);
    }

    BpfAssembler ifAtLeast(int constant, String target) {
        return add(JUMP_IF_AT_LEAST, constant, target);
    }

    BpfAssembler ifAnyBit(int mask, String target) {
        return add(JUMP_IF_ANY_BIT, mask, target);
    }

    BpfAssembler returns(int value) {
        return add(RETURN, value, "");
    }

    /// Names the next instruction.
    BpfAssembler label(String name) {
        labels.put(name, instructions.size());
        return this;
    }

    byte[] assemble() {
        var bytes = ByteBuffer.allocate(instructions.size() * SIZE).order(ByteOrder.LITTLE_ENDIAN);
        for (int at = 0; at < instructions.size(); at++) {
            var instruction = instructions.get(at);
            bytes.putShort((short) instruction.code());
            bytes.put((byte) distance(at, instruction.target())).put((byte) 0);
            bytes.putInt(instruction.constant());
        }
        return bytes.array();
    }

    private BpfAssembler add(int code, int constant, String target) {
        instructions.add(new Instruction(code, constant, target));
        return this;
    }

    private int distance(int at, String target) {
        if (target.isEmpty()) {
            return 0;
        }
        int distance = labels.getOrDefault(target, at) - at - 1;
        if (distance < 0 || distance > FARTHEST) {
            throw new IllegalStateException(
                    "\""
                            + target
                            + "\" is "
                            + distance
                            + " instructions away, not 0 to "
                            + FARTHEST);
        }
        return distance;
    }
}
