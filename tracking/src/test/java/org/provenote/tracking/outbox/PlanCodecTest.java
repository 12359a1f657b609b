package org.provenote.tracking.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.provenote.tracking.store.ExperimentPlan;

class PlanCodecTest {
    @Test
    void everyPlanIsReadAsItWasWritten() throws IOException {
        ExperimentPlan.Before before = new ExperimentPlan.Before("old.ipynb", Optional.empty());
        for (ExperimentPlan plan : List.of(
                new ExperimentPlan.WithId("3"),
                new ExperimentPlan.Named("study"),
                new ExperimentPlan.OfRun("r"),
                new ExperimentPlan.OfNotebook("a.ipynb", Optional.of("id"), "/root", Optional.empty()),
                new ExperimentPlan.OfNotebook("a.ipynb", Optional.empty(), "/root", Optional.of(before)))) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            PlanCodec.write(new DataOutputStream(bytes), plan);
            assertThat(read(bytes)).isEqualTo(plan);
        }
    }

    @Test
    void aRecordOfBeforePlansSaidWhatWasKnownIsStillRead() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeByte(4);
        Codec.text(out, "a.ipynb");
        Codec.optional(out, "id");
        Codec.text(out, "/root");

        assertThat(read(bytes))
                .isEqualTo(new ExperimentPlan.OfNotebook("a.ipynb", Optional.of("id"), "/root", Optional.empty()));
    }

    private static ExperimentPlan read(ByteArrayOutputStream bytes) throws IOException {
        return PlanCodec.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
    }
}
