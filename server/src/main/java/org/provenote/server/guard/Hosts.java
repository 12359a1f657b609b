package org.provenote.server.guard;

import java.net.URI;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.provenote.tracking.store.ThisMachine;

/** The names under which this server may be spoken to: this machine's loopback names and those allowed besides. */
public final class Hosts {
    private static final Pattern PORT = Pattern.compile(":\\d{1,5}$");

    private final Set<String> names = new HashSet<>(ThisMachine.NAMES);
    private final List<Pattern> patterns;

    /**
     * Loopback and {@code allowed}, as MLflow's {@code --allowed-hosts} takes them: a name, with or without a port, which does not
     * count, or one with {@code *} for any characters.
     */
    public Hosts(List<String> allowed) {
        List<String> all = allowed.stream().map(Hosts::name).toList();
        all.stream().filter(name -> !name.contains("*")).forEach(names::add);
        patterns = all.stream()
                .filter(name -> name.contains("*"))
                .map(Hosts::pattern)
                .toList();
    }

    /** Whether a {@code Host} header, with or without a port, names this server. */
    boolean hasHost(String header) {
        return has(name(header));
    }

    private boolean has(String name) {
        return names.contains(name)
                || patterns.stream().anyMatch(pattern -> pattern.matcher(name).matches());
    }

    private static String name(String host) {
        return PORT.matcher(host.strip()).replaceFirst("").toLowerCase(Locale.ROOT);
    }

    private static Pattern pattern(String name) {
        return Pattern.compile(
                Arrays.stream(name.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*")));
    }

    /** Whether an {@code Origin} is a page that this machine serves, or one under the very name by which it was asked. */
    boolean hasOrigin(String origin, String host) {
        try {
            URI uri = URI.create(origin);
            boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            String from = uri.getHost() == null ? "" : uri.getHost().toLowerCase(Locale.ROOT);
            return web && (names.contains(from) || host.equalsIgnoreCase(uri.getRawAuthority()) && has(from));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
