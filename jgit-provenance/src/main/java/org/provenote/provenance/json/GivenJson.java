package org.provenote.provenance.json;

import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.json.JsonMapper;

/** The mapper for JSON that anybody may have written: what is of no notebook's shape is refused before it fills the heap. */
public final class GivenJson {
    /** Outputs hold what libraries draw, some tens deep. */
    private static final int DEPTH = 500;

    /** A figure of a million points has some 2,000,000; each takes some 50 bytes of the heap while its cell is read. */
    private static final long TOKENS = 4_000_000;

    public static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEPTH)
                            .maxTokenCount(TOKENS)
                            .build())
                    .build())
            .build();

    private GivenJson() {}
}
