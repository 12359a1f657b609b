package org.provenote.provenance.restore;

import java.io.IOException;

/** A tree names a file that would not be in the folder. */
final class UnsafePathException extends IOException {
    private static final long serialVersionUID = 1L;

    UnsafePathException(String why) {
        super(why);
    }
}
