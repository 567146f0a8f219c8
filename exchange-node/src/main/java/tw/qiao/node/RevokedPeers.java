package tw.qiao.node;

import java.util.function.Function;
import tw.qiao.node.listener.Incoming;
import tw.qiao.node.listener.Reply;
import tw.qiao.node.message.Faults;
import tw.qiao.node.ocsp.PeerCertificates;

/** Refuses what comes over connections that were made before the certificate of their node was revoked. */
final class RevokedPeers {
    private final PeerCertificates certificates;

    RevokedPeers(PeerCertificates certificates) {
        this.certificates = certificates;
    }

    Function<Incoming, Reply> before(Function<Incoming, Reply> next) {
        return in -> {
            if (certificates.refuses(in.peerKey())) {
                throw Faults.providerNode("ssl_authentication_failed", "The certificate of the connection was revoked");
            }
            return next.apply(in);
        };
    }
}
