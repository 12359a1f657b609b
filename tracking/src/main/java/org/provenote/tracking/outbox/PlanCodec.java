package org.provenote.tracking.outbox;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Optional;
import org.provenote.tracking.store.ExperimentPlan;

/** Plans for experiments as bytes, within a record of the outbox. */
final class PlanCodec {
    private static final int WITH_ID = 1;
    private static final int NAMED = 2;
    private static final int OF_RUN = 3;
    private static final int OF_NOTEBOOK = 4;
    private static final int OF_KNOWN_NOTEBOOK = 5;

    private PlanCodec() {}

    static void write(DataOutputStream out, ExperimentPlan plan) throws IOException {
        if (plan instanceof ExperimentPlan.WithId withId) {
            out.writeByte(WITH_ID);
            Codec.text(out, withId.experimentId());
        } else if (plan instanceof ExperimentPlan.Named named) {
            out.writeByte(NAMED);
            Codec.text(out, named.name());
        } else if (plan instanceof ExperimentPlan.OfRun ofRun) {
            out.writeByte(OF_RUN);
            Codec.text(out, ofRun.runId());
        } else if (plan instanceof ExperimentPlan.OfNotebook notebook) {
            Optional<ExperimentPlan.Before> before = notebook.before();
            out.writeByte(before.isPresent() ? OF_KNOWN_NOTEBOOK : OF_NOTEBOOK);
            Codec.text(out, notebook.path());
            Codec.optional(out, notebook.id().orElse(null));
            Codec.text(out, notebook.root());
            if (before.isPresent()) {
                Codec.text(out, before.get().path());
                Codec.optional(out, before.get().id().orElse(null));
            }
        }
    }

    static ExperimentPlan read(DataInputStream in) throws IOException {
        int kind = in.readByte();
        return switch (kind) {
            case WITH_ID -> new ExperimentPlan.WithId(Codec.text(in));
            case NAMED -> new ExperimentPlan.Named(Codec.text(in));
            case OF_RUN -> new ExperimentPlan.OfRun(Codec.text(in));
            case OF_NOTEBOOK, OF_KNOWN_NOTEBOOK ->
                new ExperimentPlan.OfNotebook(
                        Codec.text(in), id(in), Codec.text(in), kind == OF_NOTEBOOK ? Optional.empty() : before(in));
            default -> throw new IOException("A plan for an experiment of the unknown kind " + kind);
        };
    }

    private static Optional<ExperimentPlan.Before> before(DataInputStream in) throws IOException {
        return Optional.of(new ExperimentPlan.Before(Codec.text(in), id(in)));
    }

    private static Optional<String> id(DataInputStream in) throws IOException {
        return Optional.ofNullable(Codec.optional(in));
    }
}
