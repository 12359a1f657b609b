package org.provenote.tracking.entities;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One page of a listing.
 *
 * @param nextPageToken opaque; {@code null} on the last page
 */
public record Page<T>(List<T> items, @Nullable String nextPageToken) {

    public Page(List<T> items, @Nullable String nextPageToken) {
        this.items = List.copyOf(items);
        this.nextPageToken = nextPageToken == null || nextPageToken.isEmpty() ? null : nextPageToken;
    }

    /** What to pass for the next page; empty on the last one. */
    public Optional<String> nextToken() {
        return Optional.ofNullable(nextPageToken);
    }
}
