package org.provenote.server.http;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * The body of one request, as a stream or whole. Of one that is held whole the first bytes are its own, so that small requests
 * find their way whatever others send; the rest takes room as it comes, and keeps it until {@link #close}: a slow body keeps no
 * more from the others than it has brought.
 */
final class RequestBody implements AutoCloseable {
    private final InputStream stream;
    private final Room room;
    private int taken;

    RequestBody(InputStream stream, Room room) {
        this.stream = stream;
        this.room = room;
    }

    InputStream stream() {
        return stream;
    }

    /**
     * Reads it to its end.
     *
     * @param announced its length, -1 if it was not said
     * @throws Limits.TooLarge if it is longer than {@code limit}, or than all the room that there is
     * @throws Limits.Crowded if others keep the room too long
     */
    byte[] whole(long announced, int limit) throws IOException {
        int most = Math.min(limit, room.bytes());
        if (announced > most) {
            throw new Limits.TooLarge(most);
        }
        byte[] start = stream.readNBytes(Limits.FREE_BYTES);
        return start.length < Limits.FREE_BYTES ? start : joined(start, rest(most));
    }

    private List<byte[]> rest(int most) throws IOException {
        List<byte[]> blocks = new ArrayList<>();
        for (int left = most - Limits.FREE_BYTES; left >= 0; left -= Room.BLOCK_BYTES) {
            if (!room.take(1)) {
                throw new Limits.Crowded();
            }
            taken++;
            int asked = Math.min(Room.BLOCK_BYTES, left + 1);
            byte[] block = stream.readNBytes(asked);
            blocks.add(block);
            if (block.length < asked) {
                return blocks;
            }
        }
        throw new Limits.TooLarge(most);
    }

    private static byte[] joined(byte[] start, List<byte[]> rest) {
        byte[] whole = new byte
                [start.length + rest.stream().mapToInt(block -> block.length).sum()];
        System.arraycopy(start, 0, whole, 0, start.length);
        int end = start.length;
        for (byte[] block : rest) {
            System.arraycopy(block, 0, whole, end, block.length);
            end += block.length;
        }
        return whole;
    }

    /** Gives back the room that it took. */
    @Override
    public void close() {
        room.giveBack(taken);
        taken = 0;
    }
}
