package org.provenote.server.guard;

import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.provenote.tracking.address.ThisMachine;

/** The names under which this server may be spoken to: this machine's loopback names and those allowed besides. */
public final class Hosts {
    private static final String ANY = "*";
    private static final Pattern PORT = Pattern.compile(":\\d{1,5}$");
    private static final Pattern ADDRESSES = Pattern.compile("[0-9.*]+");

    private final Set<String> names = new HashSet<>(ThisMachine.NAMES);
    private final List<Pattern> patterns;

    /** Whether {@code *} alone is allowed. */
    private final boolean any;

    /**
     * Loopback and {@code allowed}, as MLflow's {@code --allowed-hosts} takes them: a name, with or without a port, which does not
     * count, or one with {@code *} in it. Stricter than there, {@code 192.168.*} is of addresses only, and no name's domain is left open:
     * {@code class.*} is not {@code class.evil.example}.
     */
    public Hosts(List<String> allowed) {
        List<String> all = allowed.stream().map(Hosts::withoutPort).toList();
        any = all.contains(ANY);
        all.stream().filter(name -> !name.contains(ANY)).forEach(names::add);
        patterns = all.stream()
                .filter(name -> name.contains(ANY) && !name.equals(ANY))
                .map(Hosts::pattern)
                .toList();
    }

    /** A {@code Host} header's name, in small letters. */
    public static String withoutPort(String host) {
        return PORT.matcher(host.strip()).replaceFirst("").toLowerCase(Locale.ROOT);
    }

    private static Pattern pattern(String name) {
        String quoted = Pattern.quote(name);
        if (ADDRESSES.matcher(name).matches()) {
            return Pattern.compile(quoted.replace(ANY, "\\E[0-9.]*\\Q"));
        }
        String regex = quoted.replace(ANY, "\\E[^.]*\\Q");
        return Pattern.compile(name.startsWith(ANY) ? ".*" + regex : regex);
    }

    /** Whether a {@code Host} header, with or without a port, names this server. */
    boolean hasHost(String header) {
        return any || isNamed(withoutPort(header));
    }

    private boolean isNamed(String name) {
        return names.contains(name)
                || patterns.stream().anyMatch(pattern -> pattern.matcher(name).matches());
    }

    /**
     * Whether an {@code Origin} is a page that this machine serves, or one under the very name by which it was asked, if it was
     * allowed by more than {@code *}.
     */
    boolean hasOrigin(String origin, String host) {
        try {
            URI uri = URI.create(origin);
            boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            String from = uri.getHost() == null ? "" : uri.getHost().toLowerCase(Locale.ROOT);
            return web && (names.contains(from) || host.equalsIgnoreCase(uri.getRawAuthority()) && isNamed(from));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
