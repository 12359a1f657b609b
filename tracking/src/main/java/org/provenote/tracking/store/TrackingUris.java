package org.provenote.tracking.store;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;

/** Tracking URIs: which embedded store a notebook uses, and how a URI is shown to people. */
public final class TrackingUris {
    private static final String FILE_NAME = "mlflow.db";

    /** A few hundred milliseconds on a cold disk. */
    private static final int MOST_ENTRIES = 20_000;

    private TrackingUris() {}

    /**
     * The URI of the nearest existing {@code mlflow.db} from {@code folder} up to {@code root}, else of {@code mlflow.db} in
     * {@code root}, which is not made here. A folder outside the root counts as the root.
     */
    public static String nearest(Path folder, Path root) {
        Path top = root.toAbsolutePath().normalize();
        for (Path at = folder.toAbsolutePath().normalize(); at != null && at.startsWith(top); at = at.getParent()) {
            if (Files.isRegularFile(at.resolve(FILE_NAME))) {
                return of(at.resolve(FILE_NAME));
            }
        }
        return of(top.resolve(FILE_NAME));
    }

    /**
     * The URIs of the {@code mlflow.db} files in {@code folder} and the folders below it, hidden ones and links aside, from
     * the top downwards. Of a huge tree only the top is looked at; of what is no folder, nothing.
     */
    public static List<String> below(Path folder) {
        List<String> found = new ArrayList<>();
        Deque<Path> folders = new ArrayDeque<>(List.of(folder));
        int looked = 0;
        while (!folders.isEmpty()) {
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(folders.remove())) {
                for (Path entry : entries) {
                    if (++looked > MOST_ENTRIES) {
                        return found;
                    }
                    if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS) && !isHidden(entry)) {
                        folders.add(entry);
                    } else if (entry.endsWith(FILE_NAME) && Files.isRegularFile(entry)) {
                        found.add(of(entry));
                    }
                }
            } catch (IOException | DirectoryIteratorException e) {
                // No folder, or one that may not be read: nobody keeps runs there.
            }
        }
        return found;
    }

    private static boolean isHidden(Path folder) {
        return folder.getFileName().toString().startsWith(".");
    }

    /** The tracking URI of a SQLite file, which MLflow understands too. */
    public static String of(Path file) {
        String path = file.toAbsolutePath().normalize().toString();
        // The only two characters that mean something else in such a URI.
        return "sqlite:///" + path.replace("%", "%25").replace("?", "%3F");
    }

    /** Whether a URI is one of a SQLite file. */
    public static boolean isOfFile(String uri) {
        return uri.toLowerCase(Locale.ROOT).startsWith("sqlite:");
    }

    /**
     * A URI as it may be shown and logged: without user, password and query. Where a URI is so malformed that its password
     * cannot be told from its path, rather too much is left out than too little.
     */
    public static String shown(String uri) {
        return uri.replaceFirst("//.*@", "//").replaceFirst("\\?.*", "");
    }

    /**
     * An artifact location as it may be shown and logged: without a user's password, and, where it is a URI, without a query. What
     * stands before an {@code @} alone is a container ({@code abfss}) or part of a path.
     */
    public static String shownLocation(String location) {
        String shown = location.replaceFirst("//[^/]*:[^/]*@", "//");
        return shown.matches("[A-Za-z][\\w+.-]+:.*") ? shown.replaceFirst("\\?.*", "") : shown;
    }
}
