package org.provenote.session;

import java.util.Map;

/** Where the cell came from that a kernel runs: a browser, a console, a program. May be used from any thread. */
@FunctionalInterface
public interface FrontEnd {

    /**
     * Sends a message of that comm, as an answer to the cell. Who does not know the comm passes over it.
     *
     * @see <a href="https://jupyter-client.readthedocs.io/en/stable/messaging.html#comm-messages">Jupyter's comm messages</a>
     */
    void tell(String commId, Map<String, Object> data);
}
