package org.provenote.provenance.secrets;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Files that exist to hold secrets. */
final class SecretFileNames {
    private static final Pattern NAMES = Pattern.compile(
            ".*\\.env(\\..*)?|\\.envrc|\\.my\\.cnf|\\.htpasswd|\\.vault-token|\\.s3cfg|.*\\.tfvars|.*\\.tfstate|\\..*_history|\\.netrc|_netrc|\\.pgpass|\\.npmrc|\\.pypirc"
                    + "|\\.git-credentials|\\.databrickscfg|id_(rsa|dsa|ecdsa|ed25519)"
                    + "|.*\\.(pem|key|p12|pfx|jks|keystore|kdbx|ppk)|(client_)?secrets?\\.(json|ya?ml|toml|properties)"
                    + "|.*credentials.*\\.(json|csv|ini)|credentials|kubeconfig|.*service[_-]account.*\\.json");

    private static final Pattern SAMPLES = Pattern.compile(".*\\.env\\.(example|sample|template)");

    /** What programs keep in a home folder, which may be a work tree too. */
    private static final Set<String> FOLDERS =
            Set.of(".ssh", ".gnupg", ".aws", ".azure", ".kube", ".docker", ".m2", ".gradle");

    private SecretFileNames() {}

    static boolean matchesFolder(String name) {
        return FOLDERS.contains(name.toLowerCase(Locale.ROOT));
    }

    static boolean matches(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return NAMES.matcher(lower).matches() && !SAMPLES.matcher(lower).matches();
    }
}
