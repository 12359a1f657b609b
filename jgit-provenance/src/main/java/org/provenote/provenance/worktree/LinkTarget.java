package org.provenote.provenance.worktree;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A symbolic link as Git stores it: its target's text. */
final class LinkTarget {
    private LinkTarget() {}

    static byte[] of(Path link) throws IOException {
        String target = Files.readSymbolicLink(link).toString();
        return target.replace(File.separatorChar, '/').getBytes(StandardCharsets.UTF_8);
    }
}
