package org.provenote.tracking.address;

import java.util.Locale;
import java.util.Set;

/** The names by which every machine calls itself. */
public final class ThisMachine {
    /** As they stand in a URI. */
    public static final Set<String> NAMES = Set.of("localhost", "127.0.0.1", "[::1]");

    private ThisMachine() {}

    /** Whether a host is this machine by one of them; an IPv6 address may do without its brackets. */
    public static boolean isNamed(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        return NAMES.contains(name) || NAMES.contains("[" + name + "]");
    }
}
