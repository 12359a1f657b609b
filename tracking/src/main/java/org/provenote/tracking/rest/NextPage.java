package org.provenote.tracking.rest;

import org.jspecify.annotations.Nullable;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.MlflowException.ErrorCode;
import org.provenote.tracking.wire.JsonFields;
import tools.jackson.databind.JsonNode;

/** What a server names as the page after the one it was asked for. */
final class NextPage {
    private NextPage() {}

    /**
     * The token of the page after {@code page}; {@code null} on the last one.
     *
     * @param asked the token by which {@code page} was asked for
     * @throws MlflowException if they are the same: whoever reads all pages would read this one for ever
     */
    static @Nullable String after(JsonNode page, @Nullable String asked) {
        String next = JsonFields.text(page, "next_page_token");
        if (next.isEmpty()) {
            return null;
        }
        if (next.equals(asked)) {
            throw new MlflowException(
                    ErrorCode.INTERNAL_ERROR, "The server repeats its page token, so that its list has no end");
        }
        return next;
    }
}
