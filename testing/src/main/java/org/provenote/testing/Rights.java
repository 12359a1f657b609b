package org.provenote.testing;

import java.util.List;

/** What the user who runs the tests may do. */
public final class Rights {
    private Rights() {}

    /** What a command begins with for modes of files to count: root reads and writes whatever they say, unless that is taken from it. */
    public static List<String> ofAnyUser() {
        return System.getProperty("user.name").equals("root")
                ? List.of(
                        "setpriv",
                        "--bounding-set=-dac_override,-dac_read_search",
                        "--inh-caps=-dac_override,-dac_read_search")
                : List.of();
    }
}
