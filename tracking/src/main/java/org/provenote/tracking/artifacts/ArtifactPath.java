package org.provenote.tracking.artifacts;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.regex.Pattern;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.address.PercentEncoding;
import org.provenote.tracking.entities.FileInfo;

/**
 * A path below a run's artifact root, with {@code /} between its parts; {@code ""} is the root. Refused are paths that
 * could mean another place to any system that reads them: absolute ones, drive letters, {@code ..} also where it is
 * percent-encoded once or more, backslashes before or after it, {@code file:} and control characters.
 */
public final class ArtifactPath {
    /** As MLflow's lists: by the characters of the paths, and not by their UTF-16, where those beyond the BMP come too early. */
    public static final Comparator<FileInfo> ORDER =
            Comparator.comparing(file -> file.path().getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned);

    /** Characters, twice as many as the bytes that any system takes. */
    private static final int LONGEST = 8 * 1024;

    /** As MLflow: how often a path may be encoded before it counts as an attack. */
    private static final int DECODINGS = 10;

    private static final Pattern ABSOLUTE =
            Pattern.compile("^([/\\\\]|[A-Za-z]:([/\\\\]|$)|[A-Za-z][A-Za-z0-9+.-]*:[/\\\\])");
    private static final Pattern UPWARDS = Pattern.compile("(^|[/\\\\])\\.\\.([/\\\\]|$)");
    private static final Pattern CONTROL = Pattern.compile("\\p{Cc}");
    private static final String FILE = "file:";

    private ArtifactPath() {}

    /**
     * The path without empty parts, {@code .} and a slash at its end.
     *
     * @throws MlflowException {@code INVALID_PARAMETER_VALUE} for a path that leaves the root
     */
    public static String checked(String path) {
        if (path.length() > LONGEST) {
            throw MlflowException.invalid(
                    "Invalid path: it has " + path.length() + " characters; expected at most " + LONGEST);
        }
        String form = path;
        for (int i = 0; i < DECODINGS; i++) {
            refuseEscape(path, form);
            String decoded = PercentEncoding.decoded(form);
            if (decoded.equals(form)) {
                return tidy(path);
            }
            form = decoded;
        }
        throw refused(path);
    }

    /**
     * The path of a file that is to be written: with a name of its own at the end. {@code d/} and {@code d/.} are folders, which a
     * file there would stand in the way of.
     *
     * @throws MlflowException {@code INVALID_PARAMETER_VALUE} for one without, or one that leaves the root
     */
    public static String ofFile(String path) {
        String checked = checked(path);
        String name = name(path);
        if (name.isEmpty() || name.equals(".")) {
            throw MlflowException.invalid("Invalid path: '" + path + "'; expected the name of a file at its end");
        }
        return checked;
    }

    /** {@code folder/name}, where either may be {@code ""}. */
    public static String join(String folder, String name) {
        return folder.isEmpty() || name.isEmpty() ? folder + name : folder + "/" + name;
    }

    /** What follows the last slash. */
    public static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private static void refuseEscape(String path, String form) {
        if (ABSOLUTE.matcher(form).find()
                || UPWARDS.matcher(form).find()
                || CONTROL.matcher(form).find()
                || form.regionMatches(true, 0, FILE, 0, FILE.length())) {
            throw refused(path);
        }
    }

    private static String tidy(String path) {
        StringBuilder tidy = new StringBuilder();
        for (String part : path.split("/")) {
            if (!part.isEmpty() && !part.equals(".")) {
                tidy.append(tidy.length() == 0 ? "" : "/").append(part);
            }
        }
        return tidy.toString();
    }

    private static MlflowException refused(String path) {
        return MlflowException.invalid("Invalid path: '" + CONTROL.matcher(path).replaceAll("?")
                + "'; expected a path below the run's artifacts, such as plots/confusion.png");
    }
}
