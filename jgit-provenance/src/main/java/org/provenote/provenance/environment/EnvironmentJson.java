package org.provenote.provenance.environment;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code environment.json}. The schema is published: fields may be added, never changed. */
final class EnvironmentJson {
    private static final String SCHEMA = "environment-1";
    private static final JsonMapper JSON = JsonMapper.shared();

    private EnvironmentJson() {}

    static byte[] write(Environment environment) {
        ObjectNode root = JSON.createObjectNode();
        root.put("schema", SCHEMA);
        root.put("kernel", environment.kernel());
        root.put("os", environment.os());
        ObjectNode jdk = root.putObject("jdk");
        jdk.put("vendor", environment.jdk().vendor());
        jdk.put("version", environment.jdk().version());
        jdk.put("vm", environment.jdk().vm());
        environment.jdk().flags().forEach(jdk.putArray("flags")::add);
        var jars = root.putArray("jars");
        environment.jars().forEach(jar -> write(jar, jars.addObject()));
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(root);
    }

    private static void write(Jar jar, ObjectNode to) {
        to.put("file", jar.file());
        jar.coordinates().ifPresent(maven -> {
            to.put("groupId", maven.groupId());
            to.put("artifactId", maven.artifactId());
            to.put("version", maven.version());
            maven.classifier().ifPresent(name -> to.put("classifier", name));
        });
        jar.sha256().ifPresent(hash -> to.put("sha256", hash));
        to.put("size", jar.size());
    }

    static Environment read(byte[] json) throws IOException {
        try {
            JsonNode root = JSON.readTree(json);
            if (!SCHEMA.equals(root.path("schema").asString(""))) {
                throw new IOException("Not an environment record: schema \"" + SCHEMA + "\" was expected, found "
                        + root.path("schema"));
            }
            List<Jar> jars = new ArrayList<>();
            root.path("jars").forEach(jar -> jars.add(jar(jar)));
            return new Environment(
                    root.path("kernel").asString(""),
                    jdk(root.path("jdk")),
                    root.path("os").asString(""),
                    jars);
        } catch (JacksonException e) {
            throw new IOException("Not an environment record: " + e.getMessage(), e);
        }
    }

    private static Jdk jdk(JsonNode jdk) {
        List<String> flags = new ArrayList<>();
        jdk.path("flags").forEach(flag -> flags.add(flag.asString("")));
        return new Jdk(
                jdk.path("vendor").asString(""),
                jdk.path("version").asString(""),
                jdk.path("vm").asString(""),
                flags);
    }

    private static Jar jar(JsonNode jar) {
        Optional<Coordinates> coordinates = text(jar, "artifactId")
                .map(artifact -> new Coordinates(
                        jar.path("groupId").asString(""),
                        artifact,
                        jar.path("version").asString(""),
                        text(jar, "classifier")));
        return new Jar(
                jar.path("file").asString(""),
                coordinates,
                text(jar, "sha256"),
                jar.path("size").asLong(0));
    }

    private static Optional<String> text(JsonNode node, String name) {
        return node.path(name).isString() ? Optional.of(node.path(name).asString()) : Optional.empty();
    }
}
