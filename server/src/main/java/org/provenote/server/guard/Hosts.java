package org.provenote.server.guard;

import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.provenote.tracking.store.ThisMachine;

/** The names under which this server may be spoken to: this machine's loopback names and those allowed besides. */
public final class Hosts {
    private final Set<String> names = new HashSet<>(ThisMachine.NAMES);

    /** Loopback and {@code allowed}, without ports. */
    public Hosts(List<String> allowed) {
        allowed.forEach(name -> names.add(name.toLowerCase(Locale.ROOT)));
    }

    /** Whether a {@code Host} header, with or without a port, names this server. */
    boolean hasHost(String header) {
        return names.contains(withoutPort(header).toLowerCase(Locale.ROOT));
    }

    private static String withoutPort(String header) {
        int colon = header.lastIndexOf(':');
        int digits = header.length() - colon - 1;
        boolean port = colon >= 0 && digits >= 1 && digits <= 5;
        for (int i = colon + 1; port && i < header.length(); i++) {
            port = header.charAt(i) >= '0' && header.charAt(i) <= '9';
        }
        return port ? header.substring(0, colon) : header;
    }

    /** Whether an {@code Origin} is a page that this machine serves. */
    boolean hasOrigin(String origin) {
        try {
            URI uri = URI.create(origin);
            boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            return web && uri.getHost() != null && names.contains(uri.getHost().toLowerCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
