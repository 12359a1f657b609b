package org.provenote.tracking.sqlite;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Set;

/**
 * The first 100 bytes of a SQLite file. They hold nothing that cannot be made again, and without them SQLite reads none of
 * the rest.
 *
 * @see <a href="https://www.sqlite.org/fileformat.html#the_database_header">SQLite: The Database Header</a>
 */
final class FileHeader {
    private static final int SIZE = 100;
    private static final byte[] MAGIC = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);

    /** SQLite's default since 2016, which MLflow and we leave as it is. */
    private static final short PAGE_SIZE = 4_096;

    private static final Set<Integer> PAGE_SIZES = Set.of(512, 1_024, 2_048, 4_096, 8_192, 16_384, 32_768, 65_536);

    private FileHeader() {}

    /** Whether the file begins as SQLite's do, as far as it can be read. */
    static boolean isThere(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return Arrays.equals(in.readNBytes(MAGIC.length), MAGIC);
        } catch (IOException e) {
            return false;
        }
    }

    /** Writes a new header where the old one is none, and in any case the size that the file really has. */
    static void repair(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer header = ByteBuffer.allocate(SIZE);
            channel.read(header, 0);
            boolean whole = Arrays.equals(Arrays.copyOf(header.array(), MAGIC.length), MAGIC)
                    && PAGE_SIZES.contains(pageSize(header))
                    && header.getInt(56) == 1;
            ByteBuffer repaired = whole ? header : fresh();
            int pages = (int) (channel.size() / pageSize(repaired));
            repaired.putInt(28, pages);
            // No free pages: what they hold is of no use, and their list may be broken.
            repaired.putInt(32, 0).putInt(36, 0);
            repaired.putInt(92, repaired.getInt(24));
            channel.write(repaired.position(0).limit(SIZE), 0);
        }
    }

    /** As it is written there: 1 stands for 65,536. */
    private static int pageSize(ByteBuffer header) {
        int written = header.getShort(16) & 0xffff;
        return written == 1 ? 65_536 : written;
    }

    private static ByteBuffer fresh() {
        ByteBuffer header = ByteBuffer.allocate(SIZE).put(MAGIC).putShort(PAGE_SIZE);
        // Versions for reading and writing: without a log; no reserved bytes; the three fixed fractions.
        header.put(new byte[] {1, 1, 0, 64, 32, 32});
        header.putInt(24, 1).putInt(40, 1);
        // The schema's format and UTF-8.
        return header.putInt(44, 4).putInt(56, 1);
    }
}
