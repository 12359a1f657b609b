package org.provenote.server.mlflow;

import org.provenote.server.backend.Backend;
import org.provenote.server.message.Fields;
import org.provenote.server.message.Message;
import org.provenote.tracking.store.TrackingStore;

/** {@code POST /mlflow/logged-models/search}: none, which is what Python's fluent API needs to hear on its way. */
public final class SearchLoggedModels extends MlflowRoute {
    public SearchLoggedModels(Backend backend) {
        super("POST", "/mlflow/logged-models/search", Message.of(), backend);
    }

    @Override
    protected Object answer(Fields request, TrackingStore store) {
        return DONE;
    }
}
