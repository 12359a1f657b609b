package org.provenote.provenance.restore;

import java.io.IOException;

/** A file of a tree has no place: it would not be in the folder, or what is there is worth more. */
final class UnsafePathException extends IOException {
    private static final long serialVersionUID = 1L;

    UnsafePathException(String why) {
        super(why);
    }
}
