package org.provenote.provenance.environment;

import java.io.IOException;
import java.util.List;

/**
 * What a run ran on.
 *
 * @param kernel name and version
 * @param os name, version and architecture of the operating system
 * @param jars in class path order
 */
public record Environment(String kernel, Jdk jdk, String os, List<Jar> jars) {
    public Environment {
        jars = List.copyOf(jars);
    }

    /** The environment of this process, with {@code jars} as the inventory found them. */
    public static Environment current(String kernel, List<Jar> jars) {
        String os = System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                + System.getProperty("os.arch");
        return new Environment(kernel, Jdk.current(), os, jars);
    }

    /** JSON by {@code docs/schemas/environment-1.schema.json}. */
    public byte[] toJson() {
        return EnvironmentJson.write(this);
    }

    /**
     * Reads what {@link #toJson()} wrote, or a later version of it.
     *
     * @throws IOException if the bytes are no such record
     */
    public static Environment fromJson(byte[] json) throws IOException {
        return EnvironmentJson.read(json);
    }

    /** A {@code pom.xml} that resolves to the same jars; those without coordinates stand in it as comments. */
    public String toPom() {
        return Pom.write(this);
    }

    /** The lines at the top of a JBang script that ask for the same Java and jars. */
    public String toJBangHeader() {
        return JBangHeader.write(this);
    }
}
