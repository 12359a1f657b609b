package org.provenote.server.versions;

import java.io.IOException;
import org.provenote.provenance.restore.Existing;
import org.provenote.server.backend.Backend;
import org.provenote.server.http.Request;
import org.provenote.server.http.Response;
import org.provenote.server.http.Route;
import org.provenote.server.message.Field;
import org.provenote.server.message.Fields;
import org.provenote.server.message.Message;

/**
 * {@code POST /provenote/runs/{run_id}/restore?notebook=…&at=end}: writes the run's notebook as a copy ({@code "what": "NOTEBOOK"}) or
 * its whole state into a fresh folder ({@code "STATE"}). {@code "to"} names the place below the Jupyter root; without it a free
 * name beside the notebook is found. What is there is only written over when {@code "existing"} says {@code "REPLACE"}.
 * For Jupyter alone.
 */
public final class RestoreRoute implements Route {
    private static final Message MESSAGE = Message.of(
            Field.choice("what", "NOTEBOOK", "STATE").typed(),
            Field.string("to").typed(),
            Field.choice("existing", "REFUSE", "REPLACE").typed());

    private final Backend backend;

    public RestoreRoute(Backend backend) {
        this.backend = backend;
    }

    @Override
    public String method() {
        return "POST";
    }

    @Override
    public String path() {
        return "/provenote/runs/{run_id}/restore";
    }

    @Override
    public Response answer(Request request) throws IOException {
        Fields fields = MESSAGE.of(request);
        boolean whole = fields.string("what").equals("STATE");
        Existing existing = fields.string("existing").equals("REPLACE") ? Existing.REPLACE : Existing.REFUSE;
        Restore restore = new Restore(AskedRun.of(request, backend), whole);
        RestoredVersion restored =
                fields.text("to").isPresent() ? restore.to(fields.string("to"), existing) : restore.besideTheNotebook();
        return Response.json(restored);
    }
}
