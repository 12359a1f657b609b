package org.provenote.server.wire;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.provenote.tracking.entities.LoggedModel;

/** A page of logged models; the token is {@code null} on the last. */
public record LoggedModelsResponse(
        List<LoggedModel> models, @Nullable String nextPageToken) {}
