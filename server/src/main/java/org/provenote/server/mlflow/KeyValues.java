package org.provenote.server.mlflow;

import java.util.List;
import org.provenote.server.message.Field;
import org.provenote.server.message.Fields;
import org.provenote.server.message.Message;
import org.provenote.tracking.entities.ExperimentTag;
import org.provenote.tracking.entities.InputTag;
import org.provenote.tracking.entities.LoggedModelTag;
import org.provenote.tracking.entities.Param;
import org.provenote.tracking.entities.RunTag;

/** Params and tags in requests, which all are a key with a value. */
public final class KeyValues {
    public static final Message MESSAGE = Message.of(Field.string("key"), Field.string("value"));

    private KeyValues() {}

    public static Param param(Fields pair) {
        return new Param(pair.string("key"), pair.string("value"));
    }

    public static RunTag runTag(Fields pair) {
        return new RunTag(pair.string("key"), pair.string("value"));
    }

    public static List<RunTag> runTags(List<Fields> pairs) {
        return pairs.stream().map(KeyValues::runTag).toList();
    }

    public static LoggedModelTag modelTag(Fields pair) {
        return new LoggedModelTag(pair.string("key"), pair.string("value"));
    }

    public static ExperimentTag experimentTag(Fields pair) {
        return new ExperimentTag(pair.string("key"), pair.string("value"));
    }

    public static InputTag inputTag(Fields pair) {
        return new InputTag(pair.string("key"), pair.string("value"));
    }
}
