package org.provenote.server.wire;

/** The answer of what only writes. */
public record Empty() {}
