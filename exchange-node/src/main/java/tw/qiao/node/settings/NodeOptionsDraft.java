package tw.qiao.node.settings;

import java.util.List;
import java.util.Optional;
import tw.qiao.kernel.signature.SignatureAlgorithm;
import tw.qiao.node.pace.ClientTimes;
import tw.qiao.node.spool.Bounds;
import tw.qiao.node.timestamp.AuthorityAddress;

/** Options of which some are about to be others. */
final class NodeOptionsDraft {
    private final boolean signsInGroups;
    SignatureAlgorithm signatureAlgorithm;
    List<String> witnesses;
    Optional<String> registryPolicy;
    List<AuthorityAddress> timeStampAuthorities;
    Operations operations;
    Bounds bodies;
    ClientTimes clients;
    Compatibility compatibility;
    PeerProtocol peerProtocol;
    String providerHost;
    Rhythm rhythm;

    NodeOptionsDraft(NodeOptions options) {
        this.signsInGroups = options.signsInGroups();
        this.signatureAlgorithm = options.signatureAlgorithm();
        this.witnesses = options.witnesses();
        this.registryPolicy = options.registryPolicy();
        this.timeStampAuthorities = options.timeStampAuthorities();
        this.operations = options.operations();
        this.bodies = options.bodies();
        this.clients = options.clients();
        this.compatibility = options.compatibility();
        this.peerProtocol = options.peerProtocol();
        this.providerHost = options.providerHost();
        this.rhythm = options.rhythm();
    }

    NodeOptions options() {
        return new NodeOptions(
                signsInGroups,
                signatureAlgorithm,
                witnesses,
                registryPolicy,
                timeStampAuthorities,
                operations,
                bodies,
                clients,
                compatibility,
                peerProtocol,
                providerHost,
                rhythm);
    }
}
