package org.provenote.kernel;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Properties;
import java.util.concurrent.FutureTask;
import org.dflib.jjava.kernel.JavaKernel;
import org.dflib.jjava.kernel.magics.ClasspathMagic;
import org.dflib.jjava.kernel.magics.JarsMagic;
import org.dflib.jjava.kernel.magics.LoadMagic;
import org.dflib.jjava.kernel.magics.TimeMagic;
import org.dflib.jjava.maven.MavenDependencyResolver;
import org.dflib.jjava.maven.magics.AddMavenDependencyMagic;
import org.dflib.jjava.maven.magics.LoadFromPomCellMagic;
import org.dflib.jjava.maven.magics.LoadFromPomLineMagic;
import org.dflib.jjava.maven.magics.MavenMagic;
import org.dflib.jjava.maven.magics.MavenRepoMagic;
import org.provenote.kernel.jjava.HookedConnection;
import org.provenote.session.CellHook;

/** Starts JJava with Provenote in it, as {@code org.dflib.jjava.distro.JJava.main} of JJava 1.0-a8 would. */
public final class JJavaMain {
    /** JJava's own, which imitates Jupyter's: {@code [I 2025-10-19 16:15:41.181 ServerApp] …}. */
    private static final String LOG_FORMAT = "[%4$.1s %1$tF %1$tT.%1$tL %3$s] %5$s%n";

    private static final String POM_PROPERTIES = "META-INF/maven/org.dflib.jjava/jjava-distro/pom.properties";

    private JJavaMain() {}

    public static void main(String[] args) throws Exception {
        Path connectionFile = KernelProcess.connectionFile(args);
        KernelProcess.endUnlessStarted();
        System.setProperty("java.util.logging.SimpleFormatter.format", LOG_FORMAT);
        // JShell and the sockets each take a good part of a second to load: on two cores, at the same time.
        FutureTask<HookedConnection> connecting =
                new FutureTask<>(() -> HookedConnection.of(connectionFile, "JJava " + version()));
        new Thread(connecting, "provenote-connecting").start();
        JavaKernel kernel = kernel();
        HookedConnection connection = connecting.get();
        CellHook hook = Tracking.attach(connection);
        connection.hook(hook);
        startUp(kernel);
        kernel.becomeHandlerForConnection(connection);
        KernelProcess process = new KernelProcess(hook);
        process.watch();
        connection.connect();
        connection.waitUntilClose();
        process.exit();
    }

    private static JavaKernel kernel() throws Exception {
        MavenDependencyResolver maven = new MavenDependencyResolver();
        TimeMagic time = new TimeMagic();
        JJavaSettings.Timeout timeout = JJavaSettings.timeout();
        return JavaKernel.builder()
                .name("JJava")
                .version(version())
                .extensionsEnabled(JJavaSettings.extensionsEnabled())
                .compilerOpts(JJavaSettings.compilerOpts())
                .timeout(timeout.time(), timeout.unit())
                .lineMagic("load", new LoadMagic())
                .lineMagic("classpath", new ClasspathMagic())
                .lineMagic("time", time)
                .lineMagic("maven", new MavenMagic(maven))
                .lineMagic("mavenRepo", new MavenRepoMagic(maven))
                .lineMagic("loadFromPOM", new LoadFromPomLineMagic(maven))
                .lineMagic("jars", new JarsMagic())
                .lineMagic("addMavenDependency", new AddMavenDependencyMagic(maven))
                .cellMagic("loadFromPOM", new LoadFromPomCellMagic(maven))
                .cellMagic("time", time)
                .build();
    }

    private static void startUp(JavaKernel kernel) throws ReflectiveOperationException {
        kernel.onStartup();
        kernel.eval(Tracking.IMPORTS);
        kernel.addToClasspath(JJavaSettings.extraClasspath());
        JJavaSettings.startupSnippets()
                .forEach(snippet -> kernel.evalBuilder(snippet).resolveMagics().eval());
    }

    private static String version() throws IOException {
        Properties properties = new Properties();
        try (InputStream in = JavaKernel.class.getClassLoader().getResourceAsStream(POM_PROPERTIES)) {
            if (in != null) {
                properties.load(in);
            }
        }
        return properties.getProperty("version", "");
    }
}
