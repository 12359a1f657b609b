package org.provenote.tracking.rest;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.context.IniFile;
import org.provenote.tracking.context.TrackingEnvironment;
import org.provenote.tracking.store.TrackingUris;

/**
 * A Databricks workspace. {@code databricks} is the one in {@code DATABRICKS_HOST} and {@code DATABRICKS_TOKEN}, else the
 * profile {@code DEFAULT}; {@code databricks://profile} is that profile of {@code ~/.databrickscfg}.
 */
final class Databricks {
    private Databricks() {}

    static Endpoint endpoint(String trackingUri, TrackingEnvironment environment) {
        int slashes = trackingUri.indexOf("://");
        String profile = slashes < 0 ? "" : trackingUri.substring(slashes + 3);
        Map<String, String> settings =
                profile.isEmpty() && environment.databricksHost().isPresent()
                        ? fromVariables(environment)
                        : profile(profile.isEmpty() ? "DEFAULT" : profile, Path.of(environment.databricksConfigFile()));
        return endpoint(trackingUri, settings, environment.trackingUsername().orElse(null));
    }

    private static Endpoint endpoint(String trackingUri, Map<String, String> settings, @Nullable String named) {
        String host = settings.getOrDefault("host", "");
        HttpUrl base = HttpUrl.parse(host.contains("://") ? host : "https://" + host);
        if (base == null) {
            throw MlflowException.invalid("The host '" + TrackingUris.shown(host) + "' of the tracking URI '"
                    + trackingUri + "' is no address: expected https://<workspace>.cloud.databricks.com");
        }
        HttpUrl shown = base.newBuilder().username("").password("").build();
        return new Endpoint(shown, trackingUri, credentials(trackingUri, settings, named));
    }

    /** {@code named} is who has the token, as far as that is told. */
    private static Credentials credentials(String trackingUri, Map<String, String> settings, @Nullable String named) {
        String token = settings.get("token");
        String user = settings.get("username");
        String password = settings.get("password");
        if (token != null) {
            return Credentials.bearer(token).of(named);
        }
        if (user == null || password == null) {
            throw MlflowException.invalid("No token for the tracking URI '" + trackingUri
                    + "': expected DATABRICKS_TOKEN, or token, or username and password, in the profile");
        }
        return Credentials.basic(user, password);
    }

    private static Map<String, String> fromVariables(TrackingEnvironment environment) {
        Map<String, String> settings = new HashMap<>();
        environment.databricksHost().ifPresent(host -> settings.put("host", host));
        environment.databricksToken().ifPresent(token -> settings.put("token", token));
        return settings;
    }

    private static Map<String, String> profile(String name, Path file) {
        try {
            Map<String, String> settings = IniFile.section(file, name);
            if (!settings.containsKey("host")) {
                throw MlflowException.invalid("No profile [" + name + "] with a host in " + file
                        + "; make one with: databricks configure --profile " + name);
            }
            return settings;
        } catch (IOException e) {
            throw MlflowException.invalid("The Databricks profiles in " + file + " could not be read (" + e.getMessage()
                    + "); set DATABRICKS_HOST and DATABRICKS_TOKEN, or make the file with: databricks configure");
        }
    }
}
