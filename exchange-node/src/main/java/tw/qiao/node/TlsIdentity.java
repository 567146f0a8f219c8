package tw.qiao.node;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.function.Predicate;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/** Makes TLS contexts in which this node shows its certificate, and a peer is recognised by its key alone. */
final class TlsIdentity {
    private static final char[] NO_PASSWORD = new char[0];

    private final KeyManagerFactory keys;

    TlsIdentity(NodeKeys nodeKeys) {
        try {
            var store = KeyStore.getInstance("PKCS12");
            store.load(null, NO_PASSWORD);
            store.setKeyEntry(
                    "tls", nodeKeys.tls().privateKey(), NO_PASSWORD, new Certificate[] {nodeKeys.certificate()});
            this.keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, NO_PASSWORD);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("The TLS key cannot be used", e);
        }
    }

    /** A context that accepts peers whose key hash is {@code accepted}. */
    SSLContext accepting(Predicate<String> accepted) {
        try {
            var context = SSLContext.getInstance("TLSv1.3");
            context.init(keys.getKeyManagers(), new TrustManager[] {new KeyTrust(accepted)}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has TLS 1.3", e);
        }
    }

    /** Trusts keys, not names or issuers. Extends the class that spares the JDK its check of host names. */
    private static final class KeyTrust extends X509ExtendedTrustManager {
        private final Predicate<String> accepted;

        KeyTrust(Predicate<String> accepted) {
            this.accepted = accepted;
        }

        private void require(X509Certificate[] chain) throws CertificateException {
            if (chain.length == 0 || !accepted.test(NodeKeys.keyId(chain[0]))) {
                throw new CertificateException("The peer's key is not the one in the registry");
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
