package org.provenote.provenance.environment;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.regex.Pattern;
import org.provenote.provenance.secrets.Secrets;

/**
 * The Java that runs the kernel.
 *
 * @param vendor such as {@code Eclipse Adoptium}
 * @param version such as {@code 17.0.12+7}
 * @param vm such as {@code OpenJDK 64-Bit Server VM}
 * @param flags the JVM's arguments, secrets masked
 */
public record Jdk(String vendor, String version, String vm, List<String> flags) {
    private static final Pattern SECRET_PROPERTY = Pattern.compile(
            "(?i)(-D[^=]*(?:passw|pwd|passphrase|secret|token|credential|(?:api|access|private)[._-]?key)[^=]*=).+",
            Pattern.DOTALL);

    public Jdk {
        flags = List.copyOf(flags);
    }

    /** The one that runs this code. */
    public static Jdk current() {
        return new Jdk(
                System.getProperty("java.vendor", "unknown"),
                System.getProperty("java.runtime.version", Runtime.version().toString()),
                System.getProperty("java.vm.name", "unknown"),
                ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                        .map(Jdk::withoutSecret)
                        .toList());
    }

    /** The feature release, such as 17; 0 where the version has none. */
    public int feature() {
        String digits = version.replaceFirst("^(\\d*).*$", "$1");
        return digits.isEmpty() || digits.length() > 4 ? 0 : Integer.parseInt(digits);
    }

    static String withoutSecret(String flag) {
        return Secrets.mask(SECRET_PROPERTY.matcher(flag).replaceFirst("$1***"));
    }
}
