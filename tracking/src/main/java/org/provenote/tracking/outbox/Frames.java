package org.provenote.tracking.outbox;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * How records stand in the file: a marker, the length, a checksum, then the record. A damaged one is passed over by looking
 * for the next marker with a record whose checksum is right.
 */
final class Frames {
    /** "PVN1" */
    static final int MARKER = 0x50564E31;

    static final int HEAD = 3 * Integer.BYTES;
    static final int MAX_RECORD = 16 << 20;
    static final int LONGEST = HEAD + MAX_RECORD;

    private Frames() {}

    static ByteBuffer frame(byte[] record) {
        return ByteBuffer.allocate(HEAD + record.length)
                .putInt(MARKER)
                .putInt(record.length)
                .putInt(checksum(record))
                .put(record)
                .flip();
    }

    /** The record at the buffer's position, which moves behind it; empty, without a move, where none is whole. */
    static Optional<byte[]> next(ByteBuffer buffer) {
        if (buffer.remaining() < HEAD || buffer.getInt(buffer.position()) != MARKER) {
            return Optional.empty();
        }
        int length = buffer.getInt(buffer.position() + Integer.BYTES);
        if (length < 0 || length > buffer.remaining() - HEAD) {
            return Optional.empty();
        }
        byte[] record = new byte[length];
        buffer.get(buffer.position() + HEAD, record);
        if (checksum(record) != buffer.getInt(buffer.position() + 2 * Integer.BYTES)) {
            return Optional.empty();
        }
        buffer.position(buffer.position() + HEAD + length);
        return Optional.of(record);
    }

    /** Whether what is left of the buffer may be the beginning of a record that goes on behind it. */
    static boolean isBeginning(ByteBuffer buffer) {
        int known = Math.min(buffer.remaining(), Integer.BYTES);
        ByteBuffer marker = ByteBuffer.allocate(Integer.BYTES).putInt(MARKER).flip();
        if (!buffer.slice(buffer.position(), known).equals(marker.limit(known))) {
            return false;
        }
        if (buffer.remaining() < 2 * Integer.BYTES) {
            return true;
        }
        int length = buffer.getInt(buffer.position() + Integer.BYTES);
        return length >= 0 && length > buffer.remaining() - HEAD && length <= MAX_RECORD;
    }

    /** Whether a whole record begins anywhere behind the buffer's position. */
    static boolean anyBehind(ByteBuffer buffer) {
        ByteBuffer rest = buffer.duplicate();
        while (rest.remaining() > HEAD) {
            rest.position(rest.position() + 1);
            if (next(rest).isPresent()) {
                return true;
            }
        }
        return false;
    }

    private static int checksum(byte[] record) {
        CRC32 crc = new CRC32();
        crc.update(record);
        return (int) crc.getValue();
    }
}
