package org.provenote.server.mlflow;

import org.provenote.server.message.Field;
import org.provenote.server.message.Fields;
import org.provenote.tracking.entities.ViewType;

/** Which lifecycle stages a request asks for. */
public final class ViewTypes {
    private ViewTypes() {}

    /** A field that takes protobuf's names and numbers of view types. */
    public static Field field(String name) {
        return Field.choice(name, "ACTIVE_ONLY", "DELETED_ONLY", "ALL");
    }

    public static ViewType of(Fields request, String name) {
        return request.optionalString(name).map(ViewType::valueOf).orElse(ViewType.ACTIVE_ONLY);
    }
}
