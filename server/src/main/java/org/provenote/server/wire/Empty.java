package org.provenote.server.wire;

/** The answer of what only writes. */
public record Empty() {
    public static final Empty DONE = new Empty();
}
