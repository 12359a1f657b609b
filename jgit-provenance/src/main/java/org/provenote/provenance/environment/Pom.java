package org.provenote.provenance.environment;

/** {@code pom.xml}. Every jar is a dependency of its own, so that Maven has nothing left to choose. */
final class Pom {
    private Pom() {}

    static String write(Environment environment) {
        StringBuilder pom = new StringBuilder("""
                <?xml version="1.0" encoding="UTF-8"?>
                <project xmlns="http://maven.apache.org/POM/4.0.0">
                  <modelVersion>4.0.0</modelVersion>
                  <groupId>notebook</groupId>
                  <artifactId>run</artifactId>
                  <version>1</version>
                """);
        if (environment.jdk().feature() > 0) {
            pom.append("  <properties><maven.compiler.release>")
                    .append(environment.jdk().feature())
                    .append("</maven.compiler.release></properties>\n");
        }
        pom.append("  <dependencies>\n");
        environment.jars().forEach(jar -> write(jar, pom));
        return pom.append("  </dependencies>\n</project>\n").toString();
    }

    private static void write(Jar jar, StringBuilder pom) {
        jar.coordinates()
                .ifPresentOrElse(
                        maven -> write(maven, pom),
                        () -> pom.append("    <!-- from no repository: ")
                                .append(comment(jar.file()))
                                .append(jar.sha256()
                                        .map(hash -> ", SHA-256 " + hash)
                                        .orElse(""))
                                .append(" -->\n"));
    }

    private static void write(Coordinates maven, StringBuilder pom) {
        pom.append("    <dependency><groupId>").append(escape(maven.groupId()));
        pom.append("</groupId><artifactId>").append(escape(maven.artifactId()));
        pom.append("</artifactId><version>").append(escape(maven.version())).append("</version>");
        maven.classifier()
                .ifPresent(
                        name -> pom.append("<classifier>").append(escape(name)).append("</classifier>"));
        pom.append("</dependency>\n");
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    /** Two dashes would end a comment. */
    private static String comment(String text) {
        return escape(text).replace("-", "\u2010").replaceAll("\\p{Cntrl}", "_");
    }
}
