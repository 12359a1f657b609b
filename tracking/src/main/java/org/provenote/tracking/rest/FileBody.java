package org.provenote.tracking.rest;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;
import org.provenote.tracking.store.Transfer;

/** A stretch of a file, read piece by piece while it is sent, and anew when it is sent again. */
final class FileBody extends RequestBody {
    private static final int PIECE = 64 << 10;

    private final Path file;
    private final long from;
    private final long length;
    private final String path;
    private final Transfer transfer;
    private final @Nullable MediaType type;

    FileBody(Path file, long from, long length, String path, Transfer transfer, @Nullable MediaType type) {
        this.file = file;
        this.from = from;
        this.length = length;
        this.path = path;
        this.transfer = transfer;
        this.type = type;
    }

    @Override
    public @Nullable MediaType contentType() {
        return type;
    }

    @Override
    public long contentLength() {
        return length;
    }

    @Override
    public void writeTo(BufferedSink sink) throws IOException {
        ByteBuffer piece = ByteBuffer.allocate(PIECE);
        try (FileChannel channel = FileChannel.open(file)) {
            long sent = 0;
            while (sent < length) {
                piece.clear().limit((int) Math.min(PIECE, length - sent));
                int read = channel.read(piece, from + sent);
                if (read < 0) {
                    throw new EOFException("'" + file + "' became shorter while it was sent");
                }
                sink.write(piece.array(), 0, read);
                sent += read;
                transfer.moved(path, read);
            }
        }
    }
}
