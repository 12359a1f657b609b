package org.provenote.provenance.secrets;

import java.util.Locale;
import java.util.regex.Pattern;

/** Files that exist to hold secrets. */
final class SecretFileNames {
    private static final Pattern NAMES =
            Pattern.compile("\\.env(\\..*)?|\\.envrc|\\.netrc|_netrc|\\.pgpass|\\.npmrc|\\.pypirc"
                    + "|\\.git-credentials|\\.databrickscfg|id_(rsa|dsa|ecdsa|ed25519)"
                    + "|.*\\.(pem|key|p12|pfx|jks|keystore|kdbx|ppk)|(client_)?secrets?\\.(json|ya?ml|toml|properties)"
                    + "|.*credentials.*\\.(json|csv|ini)|credentials|kubeconfig|.*service[_-]account.*\\.json");

    private static final Pattern SAMPLES = Pattern.compile("\\.env\\.(example|sample|template)");

    private SecretFileNames() {}

    static boolean matches(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return NAMES.matcher(lower).matches() && !SAMPLES.matcher(lower).matches();
    }
}
