package tw.qiao.node.settings;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tw.qiao.kernel.Problem;
import tw.qiao.kernel.signature.SignatureAlgorithm;
import tw.qiao.kernel.timestamp.AuthorityCertificate;
import tw.qiao.node.pace.ClientTimes;
import tw.qiao.node.spool.Bounds;
import tw.qiao.node.timestamp.AuthorityAddress;

/**
 * What most nodes leave as it is.
 *
 * @param signsInGroups whether one signature covers all messages that become durable together, or each has its own
 * @param signatureAlgorithm what its key for messages signs with, once it is made
 * @param witnesses the members whose nodes cosign its log; all others of the registry where none is named
 * @param registryPolicy the log in which every edition of the registry must be recorded, and its witnesses, as a C2SP
 *     tlog-policy; editions need no proof where there is none
 * @param timeStampAuthorities who stamps its checkpoints and bundles, the preferred one first
 * @param operations how it is watched and kept running
 * @param bodies how much it does with large bodies
 * @param clients how long its clients may take
 * @param compatibility how far it goes to meet systems that were written for X-Road
 * @param peerProtocol what it tries first with other nodes
 * @param providerHost the address on which it listens for other nodes
 * @param rhythm how often it looks for what is new
 */
public record NodeOptions(
        boolean signsInGroups,
        SignatureAlgorithm signatureAlgorithm,
        List<String> witnesses,
        Optional<String> registryPolicy,
        List<AuthorityAddress> timeStampAuthorities,
        Operations operations,
        Bounds bodies,
        ClientTimes clients,
        Compatibility compatibility,
        PeerProtocol peerProtocol,
        String providerHost,
        Rhythm rhythm) {
    private static final String LOOPBACK = "127.0.0.1";

    /** As nodes do by themselves. */
    public static final NodeOptions CUSTOMARY = new NodeOptions(
            true,
            SignatureAlgorithm.ECDSA_P256_SHA256,
            List.of(),
            Optional.empty(),
            List.of(),
            Operations.CUSTOMARY,
            Bounds.CUSTOMARY,
            ClientTimes.CUSTOMARY,
            Compatibility.DEFAULT,
            PeerProtocol.HTTP1,
            LOOPBACK,
            Rhythm.CUSTOMARY);

    public NodeOptions {
        witnesses = List.copyOf(witnesses);
        timeStampAuthorities = List.copyOf(timeStampAuthorities);
    }

    static NodeOptions read(JsonNode json, Path home) {
        return new NodeOptions(
                signsInGroups(json.path("signing").stringValue("group")),
                SignatureAlgorithm.named(
                        json.path("signatureAlgorithm").stringValue(SignatureAlgorithm.ECDSA_P256_SHA256.label())),
                NodeSettings.texts(json, "witnesses"),
                json.path("registryPolicy").stringValueOpt(),
                authorities(json.path("timeStampAuthorities"), home),
                Operations.read(json, home),
                Bounds.read(json),
                ClientTimes.read(json),
                Compatibility.read(json),
                PeerProtocol.named(json.path("peerProtocol").stringValue(PeerProtocol.HTTP1.label())),
                json.path("providerHost").stringValue(LOOPBACK),
                Rhythm.CUSTOMARY);
    }

    private static List<AuthorityAddress> authorities(JsonNode json, Path home) {
        var authorities = new ArrayList<AuthorityAddress>();
        for (JsonNode authority : json) {
            authorities.add(new AuthorityAddress(
                    URI.create(NodeSettings.text(authority, "url")),
                    AuthorityCertificate.read(home.resolve(NodeSettings.text(authority, "certificate"))),
                    authority.path("policy").stringValueOpt()));
        }
        return authorities;
    }

    private static boolean signsInGroups(String signing) {
        return switch (signing) {
            case "group" -> true;
            case "message" -> false;
            default -> throw Problem.of("node_settings_invalid", 500, false, "signing must be group or message");
        };
    }

    /** The same with other witnesses. */
    public NodeOptions witnessedBy(List<String> members) {
        return changed(draft -> draft.witnesses = members);
    }

    /** The same with a registry that must be recorded. */
    public NodeOptions withRegistryPolicy(Optional<String> policy) {
        return changed(draft -> draft.registryPolicy = policy);
    }

    /** The same with another kind of key. */
    public NodeOptions signingWith(SignatureAlgorithm algorithm) {
        return changed(draft -> draft.signatureAlgorithm = algorithm);
    }

    /** The same with time stamps. */
    public NodeOptions stampedBy(List<AuthorityAddress> authorities) {
        return changed(draft -> draft.timeStampAuthorities = authorities);
    }

    /** The same, but watched and kept running as {@code other} says. */
    public NodeOptions with(Operations other) {
        return changed(draft -> draft.operations = other);
    }

    /** The same with other bounds of large bodies. */
    public NodeOptions carrying(Bounds others) {
        return changed(draft -> draft.bodies = others);
    }

    /** The same for clients that may take other times. */
    public NodeOptions waiting(ClientTimes times) {
        return changed(draft -> draft.clients = times);
    }

    /** The same for other systems. */
    public NodeOptions meeting(Compatibility systems) {
        return changed(draft -> draft.compatibility = systems);
    }

    /** The same with another protocol to try first with other nodes. */
    public NodeOptions speaking(PeerProtocol first) {
        return changed(draft -> draft.peerProtocol = first);
    }

    /** The same, but listening for other nodes on another address. */
    public NodeOptions listeningOn(String host) {
        return changed(draft -> draft.providerHost = host);
    }

    /** The same, but looking for what is new in another rhythm. */
    public NodeOptions looking(Rhythm other) {
        return changed(draft -> draft.rhythm = other);
    }

    private NodeOptions changed(Consumer<NodeOptionsDraft> change) {
        var draft = new NodeOptionsDraft(this);
        change.accept(draft);
        return draft.options();
    }
}
