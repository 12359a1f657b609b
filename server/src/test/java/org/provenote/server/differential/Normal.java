package org.provenote.server.differential;

import java.util.Set;

/** What two servers may say differently. */
final class Normal {
    /** Times that a server takes itself; words for people, of which only the error code is the contract. */
    private static final Set<String> OWN =
            Set.of("creation_time", "last_update_time", "message", "workspace", "next_page_token", "outputs");

    private Normal() {}

    static boolean isOwn(String field) {
        return OWN.contains(field);
    }
}
