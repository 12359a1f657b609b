package org.provenote.provenance.diff;

import java.util.Map;
import java.util.Optional;
import org.provenote.provenance.environment.Environment;
import org.provenote.provenance.notebook.NotebookDocument;
import org.provenote.provenance.session.SessionRecord;

/** What is known of a run, or of now. What is empty on either side is not compared. */
public record RunFacts(
        Map<String, String> params,
        Optional<NotebookDocument> notebook,
        Optional<SessionRecord> session,
        Optional<Environment> environment,
        Optional<String> commit) {
    public RunFacts {
        params = Map.copyOf(params);
    }
}
