package tw.qiao.node.keys;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/** Makes TLS contexts in which this node shows its certificate, and a peer is recognised by its key alone. */
public final class TlsIdentity {
    private final ShownKeys keys;
    private final BiPredicate<String, X509Certificate> counts;

    /** @param counts whether a certificate of a key that is accepted still counts */
    public TlsIdentity(NodeKeys nodeKeys, BiPredicate<String, X509Certificate> counts) {
        this.keys = new ShownKeys(nodeKeys);
        this.counts = counts;
    }

    /** Looks at keys alone. */
    public TlsIdentity(NodeKeys nodeKeys) {
        this(nodeKeys, (_, _) -> true);
    }

    /** Shows the TLS key of {@code nodeKeys} in every handshake from now on. */
    void use(NodeKeys nodeKeys) {
        keys.use(nodeKeys);
    }

    /** The certificate that it shows now. */
    public X509Certificate certificate() {
        return keys.certificate();
    }

    /** A context that accepts peers whose key hash is {@code accepted}. */
    public SSLContext accepting(Predicate<String> accepted) {
        try {
            var context = SSLContext.getInstance("TLSv1.3");
            context.init(new KeyManager[] {keys}, new TrustManager[] {new KeyTrust(accepted, counts)}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has TLS 1.3", e);
        }
    }

    /** Trusts keys, not names or issuers. Extends the class that spares the JDK its check of host names. */
    private static final class KeyTrust extends X509ExtendedTrustManager {
        private final Predicate<String> accepted;
        private final BiPredicate<String, X509Certificate> counts;

        KeyTrust(Predicate<String> accepted, BiPredicate<String, X509Certificate> counts) {
            this.accepted = accepted;
            this.counts = counts;
        }

        private void require(X509Certificate[] chain) throws CertificateException {
            String keyId = chain.length == 0 ? "" : NodeKeys.keyId(chain[0]);
            if (keyId.isEmpty() || !accepted.test(keyId)) {
                throw new CertificateException("The peer's key is not the one in the registry");
            }
            if (!counts.test(keyId, chain[0])) {
                throw new CertificateException("The peer's certificate was revoked, or cannot be checked");
            }
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String kind) throws CertificateException {
            require(chain);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String kind, Socket socket)
                throws CertificateException {
            require(chain);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String kind, SSLEngine engine)
                throws CertificateException {
            require(chain);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String kind) throws CertificateException {
            require(chain);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String kind, Socket socket)
                throws CertificateException {
            require(chain);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String kind, SSLEngine engine)
                throws CertificateException {
            require(chain);
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
