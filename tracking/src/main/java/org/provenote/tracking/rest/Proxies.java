package org.provenote.tracking.rest;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.Connection;
import okhttp3.Credentials;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.Route;
import org.jspecify.annotations.Nullable;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.context.TrackingEnvironment;

/**
 * By which proxy a server is reached: what the JVM's own properties say where they name one, else {@code https_proxy}, {@code http_proxy},
 * {@code all_proxy} and {@code no_proxy}, as Python's {@code requests} reads them for MLflow. This machine itself is always reached directly.
 */
final class Proxies extends ProxySelector implements Interceptor {
    private static final String SIGN_IN = "Proxy-Authorization";
    private static final Pattern ADDRESS = Pattern.compile("\\d{1,3}(?:\\.\\d{1,3}){3}");
    private static final Pattern NETWORK = Pattern.compile("(" + ADDRESS + ")/(\\d{1,2})");
    private static final List<Proxy> DIRECT = List.of(Proxy.NO_PROXY);

    private final TrackingEnvironment environment;

    private Proxies(TrackingEnvironment environment) {
        this.environment = environment;
    }

    static void configure(OkHttpClient.Builder client, TrackingEnvironment environment) {
        Proxies proxies = new Proxies(environment);
        client.proxySelector(proxies);
        client.proxyAuthenticator(proxies::signedIn);
        client.addNetworkInterceptor(proxies);
    }

    /** @throws MlflowException if a variable names no proxy */
    @Override
    public List<Proxy> select(URI server) {
        if (isNamedToTheJvm(server.getScheme())) {
            return ProxySelector.getDefault().select(server);
        }
        Optional<HttpUrl> proxy = isReachedDirectly(server) ? Optional.empty() : named(server.getScheme());
        return proxy.map(url -> List.of(new Proxy(Proxy.Type.HTTP, address(url))))
                .orElse(DIRECT);
    }

    private static InetSocketAddress address(HttpUrl proxy) {
        return new InetSocketAddress(proxy.host(), proxy.port());
    }

    @Override
    public void connectFailed(URI server, SocketAddress proxy, IOException why) {
        // Said by who sends the request.
    }

    private static boolean isNamedToTheJvm(String scheme) {
        return System.getProperty(scheme + ".proxyHost") != null || System.getProperty("socksProxyHost") != null;
    }

    private Optional<HttpUrl> named(String scheme) {
        return environment.proxy(scheme).map(value -> {
            HttpUrl url = HttpUrl.parse(value.contains("://") ? value : "http://" + value);
            if (url == null || url.isHttps()) {
                throw MlflowException.invalid("The environment names a proxy for " + scheme + " (" + scheme
                        + "_proxy or all_proxy) that cannot be used: expected http://host:port. Name a SOCKS proxy to the JVM,"
                        + " by -DsocksProxyHost and -DsocksProxyPort");
            }
            return url;
        });
    }

    /** Through a tunnel only the proxy itself reads it, which OkHttp asks for before it opens one. */
    private @Nullable Request signedIn(@Nullable Route route, Response challenge) {
        Request request = challenge.request();
        boolean isRefused = request.header(SIGN_IN) != null;
        return isRefused ? null : signIn(request, request.url().scheme());
    }

    /** Without a tunnel the proxy reads each request: signed in to before it asks, since some are not sent twice. */
    @Override
    public Response intercept(Chain chain) throws IOException {
        Request request = chain.request();
        Connection connection = chain.connection();
        boolean isReadByProxy = !request.isHttps()
                && connection != null
                && connection.route().proxy().type() == Proxy.Type.HTTP;
        Request signedIn = isReadByProxy ? signIn(request, "http") : null;
        return chain.proceed(signedIn == null ? request : signedIn);
    }

    /** Null if the proxy is named without user and password. */
    private @Nullable Request signIn(Request request, String scheme) {
        if (isNamedToTheJvm(scheme)) {
            return null;
        }
        return named(scheme)
                .filter(proxy -> !proxy.username().isEmpty())
                .map(proxy -> Credentials.basic(proxy.username(), proxy.password(), StandardCharsets.UTF_8))
                .map(header -> request.newBuilder().header(SIGN_IN, header).build())
                .orElse(null);
    }

    private boolean isReachedDirectly(URI server) {
        String host = server.getHost().toLowerCase(Locale.ROOT);
        return isThisMachine(host)
                || Arrays.stream(environment.noProxy().split("[,\\s]+"))
                        .filter(name -> !name.isEmpty())
                        .anyMatch(name ->
                                name.equals("*") || covers(name.toLowerCase(Locale.ROOT), host, server.getPort()));
    }

    private static boolean isThisMachine(String host) {
        return host.equals("localhost")
                || host.endsWith(".localhost")
                || host.equals("[::1]")
                || host.startsWith("127.");
    }

    /** A name stands for itself and what is below it, with a port for that port only; an address may be a network ({@code 10.0.0.0/8}). */
    private static boolean covers(String name, String host, int port) {
        String domain = name.startsWith("*.") ? name.substring(2) : name.startsWith(".") ? name.substring(1) : name;
        return isOrIsBelow(host, domain) || isOrIsBelow(host + ":" + port, domain) || isInNetwork(host, name);
    }

    private static boolean isOrIsBelow(String host, String domain) {
        return host.equals(domain) || host.endsWith("." + domain);
    }

    private static boolean isInNetwork(String host, String name) {
        Matcher network = NETWORK.matcher(name);
        if (!ADDRESS.matcher(host).matches() || !network.matches()) {
            return false;
        }
        int bits = Math.min(32, Integer.parseInt(network.group(2)));
        long first = number(network.group(1)) >>> (32 - bits);
        return number(host) >>> (32 - bits) == first;
    }

    private static long number(String address) {
        return Arrays.stream(address.split("\\.")).mapToLong(Long::parseLong).reduce(0, (all, part) -> all << 8 | part);
    }
}
