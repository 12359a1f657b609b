package org.provenote.provenance.environment;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.provenote.provenance.Schema;
import org.provenote.provenance.git.Sha256;

class EnvironmentTest {
    @TempDir
    Path temp;

    private final JarInventory inventory = new JarInventory();

    private Path jar(String path, String... pomProperties) throws IOException {
        Path file = temp.resolve(path);
        Files.createDirectories(file.getParent());
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (int i = 0; i < pomProperties.length; i++) {
                zip.putNextEntry(new ZipEntry("META-INF/maven/g/a" + i + "/pom.properties"));
                zip.write(pomProperties[i].getBytes(UTF_8));
            }
            zip.putNextEntry(new ZipEntry("x"));
        }
        return file;
    }

    private Jar look(Path jar) {
        return inventory.look(List.of(jar)).get(0);
    }

    @ParameterizedTest
    @CsvSource({
        ".m2/repository/org/tribuo/tribuo-core/4.3.1/tribuo-core-4.3.1.jar, org.tribuo:tribuo-core:4.3.1",
        ".m2/repository/a/b/1.0-SNAPSHOT/b-1.0-SNAPSHOT.jar, a:b:1.0-SNAPSHOT",
        ".m2/repository/io/netty/epoll/4.1/epoll-4.1-linux-x86_64.jar, io.netty:epoll:4.1:linux-x86_64",
        ".ivy2/cache/org.tribuo/tribuo-core/jars/tribuo-core-4.3.1.jar, org.tribuo:tribuo-core:4.3.1",
        ".ivy2/cache/c.f/jackson-databind/bundles/jackson-databind-2.9.8.jar, c.f:jackson-databind:2.9.8",
        "coursier/v1/https/repo.example.org/releases/a/b/c/1/c-1.jar, a.b:c:1",
    })
    void aJarInARepositoryIsKnownByItsPlace(String path, String coordinates) throws Exception {
        assertThat(look(jar(path)).coordinates()).map(Coordinates::toString).contains(coordinates);
    }

    @Test
    void inARepositoryOfAnyNameTheGroupIsThePoms() throws Exception {
        Path jar = jar("anywhere/org/group/art/2/art-2.jar");
        Files.writeString(
                jar.resolveSibling("art-2.pom"),
                "<project><parent><groupId>org.group</groupId></parent><artifactId>art</artifactId></project>");

        assertThat(look(jar).coordinates()).map(Coordinates::toString).contains("org.group:art:2");
    }

    @Test
    void aJarElsewhereIsKnownByItsPomProperties() throws Exception {
        String own = "groupId=g\nartifactId=tool\nversion=3\n";
        String shaded = "groupId=h\nartifactId=part\nversion=1\n";

        assertThat(look(jar("lib/tool-3.jar", shaded, own)).coordinates())
                .map(Coordinates::toString)
                .contains("g:tool:3");
        assertThat(look(jar("lib/renamed.jar", own)).coordinates())
                .map(Coordinates::toString)
                .contains("g:tool:3");
        assertThat(look(jar("lib/all.jar", own, shaded)).coordinates()).isEmpty();
    }

    @Test
    void aJarHasItsChecksumAndSizeAlsoAfterItChanged() throws Exception {
        Path jar = jar("lib/a.jar");
        assertThat(look(jar).sha256()).contains(Sha256.of(Files.readAllBytes(jar)));

        Files.write(jar, new byte[] {1, 2, 3});
        assertThat(look(jar))
                .isEqualTo(new Jar("a.jar", Optional.empty(), Optional.of(Sha256.of(new byte[] {1, 2, 3})), 3));
    }

    @Test
    void foldersAndMissingJarsArePassedOver() {
        assertThat(inventory.look(List.of(temp, temp.resolve("no.jar")))).isEmpty();
    }

    private static Environment sample() {
        return new Environment(
                "JJava 1.0-a8",
                new Jdk("Eclipse Adoptium", "17.0.12+7", "OpenJDK", List.of("-Xmx1g")),
                "Linux 6.1 amd64",
                List.of(
                        new Jar(
                                "b-1.jar",
                                Optional.of(new Coordinates("a", "b", "1", Optional.of("tests"))),
                                Optional.of("ab"),
                                12),
                        new Jar("--><x>.jar", Optional.empty(), Optional.of("cd"), 13),
                        new Jar("gone.jar", Optional.empty(), Optional.empty(), 0)));
    }

    @Test
    void whatIsWrittenFollowsThePublishedSchemaAndIsReadBackEqual() throws Exception {
        for (Environment environment : List.of(sample(), Environment.current("k", List.of()))) {
            Schema.assertFollows("environment-1", environment.toJson());
            assertThat(Environment.fromJson(environment.toJson())).isEqualTo(environment);
        }
    }

    @Test
    void whatIsNoRecordIsRefusedInWords() {
        assertThatThrownBy(() -> Environment.fromJson("[]".getBytes(UTF_8)))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("Not an environment record");
    }

    @Test
    void thePomIsValidXmlWithEveryDependency() throws Exception {
        var pom = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(sample().toPom().getBytes(UTF_8)));

        assertThat(pom.getElementsByTagName("dependency").getLength()).isEqualTo(1);
        assertThat(pom.getElementsByTagName("dependency").item(0).getTextContent())
                .isEqualTo("ab1tests");
        assertThat(pom.getElementsByTagName("x").getLength()).isZero();
        assertThat(sample().toPom()).contains("<maven.compiler.release>17<");
    }

    @Test
    void jBangAsksForTheSameJavaAndJars() {
        assertThat(sample().toJBangHeader()).startsWith("//JAVA 17\n//DEPS a:b:1:tests\n// from no repository: ");
    }

    @Test
    void secretFlagsAreMasked() {
        assertThat(Jdk.withoutSecret("-Djavax.net.ssl.keyStorePassword=hunter2"))
                .isEqualTo("-Djavax.net.ssl.keyStorePassword=***");
        assertThat(Jdk.withoutSecret("-Dproxy=http://u:hunter2@h")).doesNotContain("hunter2");
        assertThat(Jdk.withoutSecret("-Ddb.pwd=hunter2")).isEqualTo("-Ddb.pwd=***");
        assertThat(Jdk.withoutSecret("-Xmx1g")).isEqualTo("-Xmx1g");
    }

    @Test
    void theFiguresOfThisJvmAreThere() {
        assertThat(JvmFigures.now())
                .containsKeys("system/jvm_gc_count", "system/jvm_gc_seconds", "system/system_memory_usage_megabytes")
                .hasEntrySatisfying(
                        "system/jvm_heap_used_megabytes",
                        used -> assertThat(used).isPositive());
    }
}
