package org.provenote.tracking.sqlite;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.CodeSource;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteJDBCLoader;
import org.sqlite.util.LibraryLoaderUtil;

/**
 * SQLite's native code, which sqlite-jdbc would unpack into the temporary folder at each start, and leave there for ever where
 * the process is killed. In an installation it is kept beside the jars, unpacked by the first process that may write there;
 * anywhere else it is unpacked into a folder that is gone again once the code is loaded.
 */
public final class NativeLibrary {
    /** The kept file. An installation has it from the beginning, empty: this code is asked for there, and nowhere else. */
    static final String KEPT = "sqlite.native";

    /** What is not done yet; {@code provenote/archive.py} removes what a killed process left of it. */
    private static final String MAKING = "making-";

    /**
     * What the native code asks for as it is loaded, under a lock of the JVM. Other threads may want that lock while they hold
     * those that loading a class takes; so these are there before.
     */
    private static final List<String> ASKED_FOR = List.of(
            "org.sqlite.core.NativeDB",
            "org.sqlite.Function",
            "org.sqlite.Collation",
            "org.sqlite.Function$Aggregate",
            "org.sqlite.Function$Window",
            "org.sqlite.core.DB$ProgressObserver",
            "org.sqlite.ProgressHandler",
            "org.sqlite.BusyHandler");

    private static volatile boolean loaded;

    private NativeLibrary() {}

    /**
     * Loads it, unless that was done.
     *
     * @throws SQLException if there is none for this system, or it can be put nowhere
     */
    public static void load() throws SQLException {
        if (!loaded) {
            loadOnce();
        }
    }

    private static synchronized void loadOnce() throws SQLException {
        if (loaded) {
            return;
        }
        try {
            for (String name : ASKED_FOR) {
                Class.forName(name);
            }
            Optional<Path> kept = besideTheseClasses().filter(NativeLibrary::isFilled);
            if (kept.isPresent() && isLoadedFrom(kept.get())) {
                initialize(folder(kept.get()), KEPT, folder(kept.get()));
            } else {
                unpack();
            }
        } catch (Exception e) {
            throw new SQLException("SQLite's native code could not be loaded: " + e, e);
        }
        loaded = true;
    }

    /** Not from what was kept on another kind of machine. */
    private static boolean isLoadedFrom(Path kept) {
        try {
            System.load(kept.toString());
            return true;
        } catch (UnsatisfiedLinkError e) {
            return false;
        }
    }

    private static void unpack() throws Exception {
        if (File.separatorChar == '\\') {
            // Windows deletes nothing that is loaded: sqlite-jdbc does, at its next start, in the folder that it knows.
            SQLiteJDBCLoader.initialize();
            return;
        }
        Path folder = Files.createTempDirectory("provenote-sqlite");
        try {
            initialize(folder, LibraryLoaderUtil.getNativeLibName(), folder);
        } finally {
            for (File file : Objects.requireNonNullElse(folder.toFile().listFiles(), new File[0])) {
                file.delete();
            }
            folder.toFile().delete();
        }
    }

    /**
     * Has sqlite-jdbc load the file {@code name} of {@code folder}, or else unpack what its jar has of that name into
     * {@code scratch}. It is told by properties, which all of the process sees: a user's own sqlite-jdbc must not find ours.
     */
    private static void initialize(Path folder, String name, Path scratch) throws Exception {
        Map<String, String> properties = Map.of(
                "org.sqlite.lib.path", folder.toString(),
                "org.sqlite.lib.name", name,
                "org.sqlite.tmpdir", scratch.toString());
        Map<String, @Nullable String> before = new HashMap<>();
        try {
            properties.forEach((key, value) -> before.put(key, System.setProperty(key, value)));
            SQLiteJDBCLoader.initialize();
        } finally {
            before.forEach(NativeLibrary::restore);
        }
    }

    private static void restore(String property, @Nullable String value) {
        if (value == null) {
            System.clearProperty(property);
        } else {
            System.setProperty(property, value);
        }
    }

    private static boolean isFilled(Path kept) {
        try {
            return Files.size(kept) > 0 || Files.isWritable(folder(kept)) && fill(kept);
        } catch (IOException withoutIt) {
            return false;
        }
    }

    /** In one step, since other processes may do the same now. */
    private static boolean fill(Path kept) throws IOException {
        String resource = LibraryLoaderUtil.getNativeLibResourcePath() + "/" + LibraryLoaderUtil.getNativeLibName();
        Path whole = Files.createTempFile(folder(kept), MAKING, "-" + KEPT);
        try (InputStream packed = SQLiteJDBCLoader.class.getResourceAsStream(resource)) {
            if (packed == null) {
                return false;
            }
            Files.copy(packed, whole, StandardCopyOption.REPLACE_EXISTING);
            whole.toFile().setReadable(true, false);
            Files.move(whole, kept, StandardCopyOption.ATOMIC_MOVE);
            return true;
        } finally {
            Files.deleteIfExists(whole);
        }
    }

    private static Optional<Path> besideTheseClasses() {
        CodeSource source = NativeLibrary.class.getProtectionDomain().getCodeSource();
        try {
            return source == null
                    ? Optional.empty()
                    : Optional.of(Path.of(source.getLocation().toURI()).resolveSibling(KEPT));
        } catch (URISyntaxException | IllegalArgumentException | FileSystemNotFoundException notFiles) {
            return Optional.empty();
        }
    }

    private static Path folder(Path kept) {
        return Objects.requireNonNull(kept.getParent());
    }
}
