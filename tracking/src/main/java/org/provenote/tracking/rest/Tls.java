package org.provenote.tracking.rest;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import okhttp3.OkHttpClient;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.context.TrackingEnvironment;

/** Which servers are trusted: the JDK's authorities, unless the environment names certificates or asks for none. */
final class Tls {
    private Tls() {}

    static void configure(OkHttpClient.Builder client, TrackingEnvironment environment) {
        Optional<String> certificates = environment.serverCertificates();
        try {
            if (environment.insecureTls()) {
                use(client, new TrustAll());
                client.hostnameVerifier((host, session) -> true);
            } else if (certificates.isPresent()) {
                use(client, trusting(Path.of(certificates.get())));
            }
        } catch (GeneralSecurityException | IOException e) {
            throw MlflowException.invalid("The certificates in MLFLOW_TRACKING_SERVER_CERT_PATH ("
                    + certificates.orElse("") + ") could not be read: " + e.getMessage());
        }
    }

    private static void use(OkHttpClient.Builder client, X509TrustManager trust) throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {trust}, null);
        client.sslSocketFactory(context.getSocketFactory(), trust);
    }

    private static X509TrustManager trusting(Path pem) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        try (InputStream certificates = Files.newInputStream(pem)) {
            int number = 0;
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(certificates)) {
                store.setCertificateEntry("certificate" + number++, certificate);
            }
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return (X509TrustManager) factory.getTrustManagers()[0];
    }

    /** For {@code MLFLOW_TRACKING_INSECURE_TLS}, which says it in its name. */
    private static final class TrustAll implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
