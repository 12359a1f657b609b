package org.provenote.server.wire;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.provenote.tracking.entities.FileInfo;

/** What stands in one folder of a run's artifacts. */
public record ArtifactsResponse(@Nullable String rootUri, List<FileInfo> files) {}
