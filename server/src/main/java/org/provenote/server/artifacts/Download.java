package org.provenote.server.artifacts;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Optional;
import java.util.regex.Pattern;
import org.provenote.server.http.Request;
import org.provenote.server.http.Response;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.artifacts.ArtifactPath;
import org.provenote.tracking.entities.FileInfo;
import org.provenote.tracking.store.ArtifactFile;
import org.provenote.tracking.store.ArtifactRepository;

/**
 * An artifact as a response. Whatever a run's author put in it, a browser must not run it on this server's pages: it is an
 * attachment, of a type that is not guessed, in a sandbox.
 */
final class Download {
    private static final int BUFFER_BYTES = 64 * 1024;

    private static final Pattern NOT_ASCII = Pattern.compile("\\P{ASCII}");
    private static final Pattern TO_ESCAPE = Pattern.compile("[\"\\\\]");

    private Download() {}

    /** @param path as {@link AskedPath} has checked it */
    static Response of(Request request, ArtifactRepository artifacts, String path) throws IOException {
        FileInfo file = file(artifacts, path);
        long size = file.getFileSize();
        String name = ArtifactPath.name(path);
        Optional<FileMark> mark = artifacts.lastModified(path).map(modified -> FileMark.of(modified, size));
        if (mark.filter(known -> known.isWhatTheClientHas(request)).isPresent()) {
            return marked(mark, Response.notModified());
        }
        return request.method().equals("HEAD")
                ? marked(mark, served(name, Response.stream(MimeType.of(name), size, out -> {})))
                : content(request, name, artifacts.openFile(file));
    }

    private static Response marked(Optional<FileMark> mark, Response response) {
        mark.ifPresent(known -> known.on(response));
        return response;
    }

    /** All of it from the file that is open: another may take its place at any time. */
    private static Response content(Request request, String name, ArtifactFile file) throws IOException {
        long size = file.size();
        InputStream content = file.content();
        Optional<FileMark> mark = file.modified().map(modified -> FileMark.of(modified, size));
        Optional<ByteRange> range = mark.map(known -> known.isStillThatOf(request))
                        .orElse(request.header("If-Range").isEmpty())
                ? ByteRange.of(request, size)
                : Optional.empty();
        if (range.filter(ByteRange::isEmpty).isPresent()) {
            content.close();
            return marked(
                    mark,
                    Response.text(416, "The file has " + size + " bytes only.")
                            .header("Content-Range", "bytes */" + size));
        }
        Response response = served(
                name,
                range.map(part -> part(name, content, part, size))
                        .orElseGet(() -> Response.stream(MimeType.of(name), size, out -> {
                            try (content) {
                                copy(content, size, out);
                            }
                        })));
        return marked(mark, response);
    }

    private static Response served(String name, Response response) {
        return response.header("Accept-Ranges", "bytes")
                .header("Content-Disposition", disposition(name))
                .inert();
    }

    private static Response part(String name, InputStream content, ByteRange part, long size) {
        return Response.stream(206, MimeType.of(name), part.length(), out -> {
                    try (content) {
                        content.skipNBytes(part.from());
                        copy(content, part.length(), out);
                    }
                })
                .header("Content-Range", "bytes " + part.from() + "-" + part.to() + "/" + size);
    }

    /** As many bytes as were announced: a file may grow while it is sent. */
    private static void copy(InputStream from, long bytes, OutputStream to) throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        long left = bytes;
        while (left > 0) {
            int read = from.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (read < 0) {
                throw new EOFException("The file has become shorter while it was sent.");
            }
            to.write(buffer, 0, read);
            left -= read;
        }
    }

    private static FileInfo file(ArtifactRepository artifacts, String path) {
        FileInfo found =
                artifacts.find(path).orElseThrow(() -> MlflowException.missing("No such artifact: '" + path + "'"));
        if (found.isDir()) {
            throw MlflowException.invalid("Artifact path refers to a directory, not a file: '" + path + "'");
        }
        return found;
    }

    /** RFC 6266: a name for all, and the true one where it is not ASCII. */
    private static String disposition(String name) {
        String plain = NOT_ASCII
                .matcher(Normalizer.normalize(name, Normalizer.Form.NFKD))
                .replaceAll("");
        String shown = plain.isEmpty() ? "download" : plain;
        String quoted = "attachment; filename=\"" + TO_ESCAPE.matcher(shown).replaceAll("\\\\$0") + "\"";
        String encoded = URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
        return plain.equals(name) ? quoted : quoted + "; filename*=UTF-8''" + encoded;
    }
}
