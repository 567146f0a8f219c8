package tw.qiao.node.registry;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tw.qiao.kernel.log.NoteKey;
import tw.qiao.kernel.registry.Grant;
import tw.qiao.kernel.registry.Member;
import tw.qiao.kernel.registry.NodeAddress;
import tw.qiao.kernel.registry.Registry;

/** One edition of the registry, arranged once so that whatever a message asks of it is one look-up. */
public final class RegistryIndex {
    private static final Comparator<Rule> ORDER = Comparator.comparing(Rule::template, PathTemplate.MOST_SPECIFIC_FIRST)
            .thenComparing(rule -> rule.grant().id());

    private final long number;
    private final List<Member> inOrder;
    private final Map<String, Member> members;
    private final Map<String, Member> bySubsystem;
    private final Map<String, Peer> bySigningKey;
    private final Map<String, NodeAddress> byTlsKey;
    private final Map<String, List<NoteKey>> logKeys;
    private final List<Peer> witnesses;
    private final Map<String, Map<String, List<Rule>>> rules;
    private final Set<String> services;
    private final Set<String> grants;

    /** A member together with the one of its nodes that was looked for. */
    public record Peer(Member member, NodeAddress node) {}

    /** A grant with its path taken apart. */
    public record Rule(Grant grant, PathTemplate template) {
        /** Whether {@code path}, in its canonical form, is one of those that the grant is for. */
        public boolean matches(String path) {
            return template.matches(path);
        }
    }

    public RegistryIndex(Registry registry) {
        number = registry.number();
        inOrder = registry.members();
        var byId = new HashMap<String, Member>();
        var systems = new HashMap<String, Member>();
        var peers = new ArrayList<Peer>();
        for (Member member : registry.members()) {
            byId.put(member.id(), member);
            member.subsystems().forEach(code -> systems.putIfAbsent(member.id() + "/" + code, member));
            member.nodes().forEach(node -> peers.add(new Peer(member, node)));
        }
        var signing = new HashMap<String, Peer>();
        var tls = new HashMap<String, NodeAddress>();
        var logs = new HashMap<String, List<NoteKey>>();
        for (Peer peer : peers) {
            signing.putIfAbsent(peer.node().signingKey().id(), peer);
            peer.node()
                    .otherSigningKeys()
                    .forEach(other -> signing.putIfAbsent(other.key().id(), peer));
            tls.putIfAbsent(peer.node().tlsSpkiSha256(), peer.node());
            peer.node().otherTlsKeys().forEach(other -> tls.putIfAbsent(other.spkiSha256(), peer.node()));
            logs.putIfAbsent(peer.node().logOrigin(), peer.node().logNoteKeys());
        }
        members = Map.copyOf(byId);
        bySubsystem = Map.copyOf(systems);
        bySigningKey = Map.copyOf(signing);
        byTlsKey = Map.copyOf(tls);
        logKeys = Map.copyOf(logs);
        witnesses = peers.stream()
                .filter(peer -> peer.node().witnessKey().isPresent())
                .toList();
        rules = rules(registry.grants());
        services = Set.copyOf(
                registry.grants().stream().map(Grant::service).distinct().toList());
        grants = Set.copyOf(registry.grants().stream().map(Grant::id).toList());
    }

    /** Whether the grant with the given id is one of this edition. */
    public boolean grants(String grantId) {
        return grants.contains(grantId);
    }

    private static Map<String, Map<String, List<Rule>>> rules(List<Grant> grants) {
        var rules = new HashMap<String, Map<String, List<Rule>>>();
        for (Grant grant : grants) {
            rules.computeIfAbsent(grant.consumer(), consumer -> new HashMap<>())
                    .computeIfAbsent(grant.service(), service -> new ArrayList<>())
                    .add(new Rule(grant, PathTemplate.of(grant.pathTemplate())));
        }
        rules.replaceAll((consumer, byService) -> {
            byService.replaceAll(
                    (service, unsorted) -> unsorted.stream().sorted(ORDER).toList());
            return Map.copyOf(byService);
        });
        return Map.copyOf(rules);
    }

    long number() {
        return number;
    }

    /** All members, in the registry's order. */
    public List<Member> members() {
        return inOrder;
    }

    /** The member with the given id, for example {@code TW/GOV/RIS}. */
    public Optional<Member> member(String id) {
        return Optional.ofNullable(members.get(id));
    }

    /** The member that runs the given subsystem, for example {@code TW/GOV/RIS/household}. */
    public Optional<Member> memberOf(String subsystem) {
        return Optional.ofNullable(bySubsystem.get(subsystem));
    }

    /** The node whose messages may carry the given key id at some time. */
    public Optional<Peer> peerBySigningKey(String keyId) {
        return Optional.ofNullable(bySigningKey.get(keyId));
    }

    /** Whether some node of the exchange may show a TLS key with the given hash at {@code now}. */
    public boolean knowsTlsKey(String keyId, Instant now) {
        var node = byTlsKey.get(keyId);
        return node != null && node.hasTlsKey(keyId, now);
    }

    /** The keys of the log with the given origin; none if it is of no node of the exchange. */
    public List<NoteKey> keysOfLog(String origin) {
        return logKeys.getOrDefault(origin, List.of());
    }

    /** The nodes that can be witnesses of others. */
    public List<Peer> witnesses() {
        return witnesses;
    }

    /** The grants from one consumer subsystem to one service, the most specific path first, expired ones included. */
    public List<Rule> rules(String consumer, String service) {
        return rules.getOrDefault(consumer, Map.of()).getOrDefault(service, List.of());
    }

    /** All grants of one consumer subsystem. */
    public List<Grant> grantsOf(String consumer) {
        return rules.getOrDefault(consumer, Map.of()).values().stream()
                .flatMap(List::stream)
                .map(Rule::grant)
                .toList();
    }

    /** Whether somebody has a grant for the given service. */
    public boolean names(String service) {
        return services.contains(service);
    }
}
