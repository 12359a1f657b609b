package org.provenote.server.http;

import java.util.Optional;

/** Decides, before any route is looked up, whether a request may come in. */
public interface Guard {

    /** The refusal to send, or empty to let the request pass. Looks at the request's line and headers, never at its body. */
    Optional<Response> refuse(Request request);
}
