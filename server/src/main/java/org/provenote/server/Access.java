package org.provenote.server;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.provenote.server.guard.HostGuard;
import org.provenote.server.guard.Hosts;
import org.provenote.server.guard.OriginGuard;
import org.provenote.server.guard.Secret;
import org.provenote.server.guard.SecretGuard;
import org.provenote.server.guard.TokenGuard;
import org.provenote.server.guard.WorkspaceGuard;
import org.provenote.server.http.Guard;
import org.provenote.server.options.CannotStart;
import org.provenote.server.options.ServerEnvironment;
import org.provenote.server.pages.Site;

/** The guards at the door, by how the server was started. */
final class Access {
    private Access() {}

    /**
     * The guards for a server on {@code host}.
     *
     * @param workspace in which a server behind it is asked
     */
    static List<Guard> of(
            ServerEnvironment environment,
            Site site,
            String host,
            List<String> allowedHosts,
            Optional<String> workspace) {
        boolean kept = environment.secret().isPresent() || environment.token().isPresent();
        boolean loopback = isLoopback(host);
        if (!kept && !loopback) {
            throw new CannotStart(
                    "refusing to listen on " + host + ", where others could read and change your runs: set"
                            + " PROVENOTE_SERVER_TOKEN to a long random word (clients send it with MLFLOW_TRACKING_TOKEN),"
                            + " or leave out --host to listen on this machine only");
        }
        Hosts hosts = new Hosts(names(host, allowedHosts));
        List<Guard> guards = new ArrayList<>();
        environment.secret().map(Secret::new).map(SecretGuard::new).ifPresent(guards::add);
        guards.add(new HostGuard(hosts, Set.of(Health.PATH, Version.PATH)));
        guards.add(new OriginGuard(hosts));
        environment
                .token()
                .map(token ->
                        new TokenGuard(new Secret(token), path -> path.equals(Health.PATH) || site.asksForToken(path)))
                .ifPresent(guards::add);
        guards.add(new WorkspaceGuard(workspace));
        return guards;
    }

    private static List<String> names(String host, List<String> allowedHosts) {
        List<String> names = new ArrayList<>(allowedHosts);
        names.add(OwnAddress.inUri(host));
        return names;
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            throw new CannotStart("there is no address for the host '" + host + "'; try 127.0.0.1");
        }
    }
}
