package org.provenote.provenance.environment;

/**
 * The directives of a JBang script.
 *
 * @see <a href="https://www.jbang.dev/documentation/guide/latest/dependencies.html">JBang's dependencies</a>
 */
final class JBangHeader {
    private JBangHeader() {}

    static String write(Environment environment) {
        StringBuilder header = new StringBuilder();
        if (environment.jdk().feature() > 0) {
            header.append("//JAVA ").append(environment.jdk().feature()).append('\n');
        }
        for (Jar jar : environment.jars()) {
            header.append(jar.coordinates()
                    .map(maven -> "//DEPS " + oneLine(maven.toString()))
                    .orElseGet(() -> "// from no repository: " + oneLine(jar.file())));
            header.append('\n');
        }
        return header.toString();
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\p{Cntrl}", "_");
    }
}
