package tw.qiao.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tw.qiao.kernel.CanonicalJson;
import tw.qiao.kernel.FreePort;
import tw.qiao.kernel.Ids;
import tw.qiao.kernel.registry.Grant;
import tw.qiao.kernel.registry.Member;
import tw.qiao.kernel.registry.NodeAddress;
import tw.qiao.kernel.registry.Registry;
import tw.qiao.kernel.registry.SignedRegistry;
import tw.qiao.kernel.signature.SignatureAlgorithm;
import tw.qiao.kernel.signature.SigningKey;
import tw.qiao.node.keys.NodeKeys;
import tw.qiao.node.service.ServiceDeclaration;
import tw.qiao.node.settings.NodeOptions;
import tw.qiao.node.settings.NodeSettings;
import tw.qiao.node.settings.Operations;
import tw.qiao.node.settings.PeerProtocol;
import tw.qiao.node.settings.Rhythm;
import tw.qiao.node.timestamp.AuthorityAddress;

/** A small exchange with real nodes: the portal QIAO asks the household register RIS; WELFARE is a bystander. */
final class ExchangeFixture implements AutoCloseable {
    static final String PORTAL = "TW/GOV/QIAO/portal";
    static final String PERSONS = "TW/GOV/RIS/household/persons";
    static final String PERSON = "A123456789";

    /** For tests that wait for what a node does by itself. */
    static final Rhythm QUICK = new Rhythm(Duration.ofMillis(200), Duration.ofMillis(200), Duration.ofMillis(500));

    final Path folder;
    final MovableClock clock = new MovableClock();
    final Ids ids = Ids.secure(clock);
    final SigningKey registryKey = SigningKey.generate(SignatureAlgorithm.ECDSA_P256_SHA256);
    final Map<String, NodeKeys> keys = new LinkedHashMap<>();
    final Map<String, NodeSettings> settings = new LinkedHashMap<>();
    final Map<String, ExchangeNode> nodes = new LinkedHashMap<>();
    final List<Grant> grants = new ArrayList<>();
    private final Map<String, Duration> answersKept;
    private final List<AuthorityAddress> authorities;
    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<String, UnaryOperator<NodeAddress>> changes = new HashMap<>();
    private long registryNumber;

    ExchangeFixture(Path folder, String jdbcUrl, ServiceDeclaration... services) {
        this(folder, jdbcUrl, Map.of(), List.of(), services);
    }

    private ExchangeFixture(
            Path folder,
            String jdbcUrl,
            Map<String, Duration> answersKept,
            List<AuthorityAddress> authorities,
            ServiceDeclaration... services) {
        this.folder = folder;
        this.authorities = authorities;
        this.answersKept = answersKept;
        for (String code : List.of("QIAO", "RIS", "WELFARE")) {
            var database = code.equals("RIS")
                    ? Optional.of(new NodeSettings.Database(jdbcUrl, "postgres", "postgres"))
                    : Optional.<NodeSettings.Database>empty();
            settings.put(code, settings(code, database, code.equals("RIS") ? List.of(services) : List.of()));
            keys.put(code, NodeKeys.create(folder.resolve(code), clock, ids));
        }
        grants.add(grant("g-persons", "/{national_id}", Duration.ofDays(-1), Duration.ofDays(1)));
        grants.add(new Grant(
                "g-households",
                PORTAL,
                "TW/GOV/RIS/household/households",
                Set.of("GET"),
                "/{household_no}",
                Set.of("construction-firm-registration"),
                "construction-industry-act-15",
                Set.of("name"),
                clock.instant().minusSeconds(60),
                clock.instant().plusSeconds(3600)));
        grants.add(new Grant(
                "g-usage",
                PORTAL,
                "TW/GOV/RIS/household/findUsage",
                Set.of("GET"),
                "",
                Set.of("usage-inquiry"),
                "personal-data-protection-act-10",
                Set.of(),
                clock.instant().minusSeconds(60),
                clock.instant().plusSeconds(3600)));
    }

    private NodeSettings settings(
            String code, Optional<NodeSettings.Database> database, List<ServiceDeclaration> services) {
        String member = "TW/GOV/" + code;
        return new NodeSettings(
                folder.resolve(code),
                member,
                NodeSettings.originOf(member),
                FreePort.find(),
                FreePort.find(),
                folder.resolve("registry.json").toString(),
                registryKey.verificationKey(),
                database,
                services,
                answersKept.getOrDefault(code, NodeSettings.ONE_DAY),
                NodeOptions.CUSTOMARY.stampedBy(authorities));
    }

    static Grant grant(String id, String template, Duration from, Duration to) {
        var now = Instant.now();
        return new Grant(
                id,
                PORTAL,
                PERSONS,
                Set.of("GET"),
                template,
                Set.of("construction-firm-registration"),
                "construction-industry-act-15",
                Set.of("national_id", "name", "birth_date"),
                now.plus(from),
                now.plus(to));
    }

    /** An exchange whose nodes keep answers for other times than a day. */
    static ExchangeFixture keeping(Path folder, Map<String, Duration> answersKept) {
        return stamped(folder, answersKept, List.of());
    }

    /** An exchange whose nodes have their logs stamped. */
    static ExchangeFixture stampedBy(Path folder, List<AuthorityAddress> authorities) {
        return stamped(folder, Map.of(), authorities);
    }

    static ExchangeFixture stamped(Path folder, Map<String, Duration> answersKept, List<AuthorityAddress> authorities) {
        return new ExchangeFixture(
                folder,
                HouseholdRegister.url(),
                answersKept,
                authorities,
                HouseholdRegister.persons(),
                HouseholdRegister.households());
    }

    static ExchangeFixture on(Path folder) {
        return new ExchangeFixture(
                folder, HouseholdRegister.url(), HouseholdRegister.persons(), HouseholdRegister.households());
    }

    void publishRegistry() {
        registryNumber++;
        var subsystems = Map.of("QIAO", "portal", "RIS", "household", "WELFARE", "benefits");
        var members = settings.entrySet().stream()
                .map(entry -> new Member(
                        entry.getValue().member(),
                        entry.getKey(),
                        entry.getKey(),
                        List.of(String.valueOf(subsystems.get(entry.getKey()))),
                        List.of(changes.getOrDefault(entry.getKey(), node -> node)
                                .apply(keys(entry.getKey())
                                        .address(
                                                "https://127.0.0.1:"
                                                        + entry.getValue().providerPort(),
                                                entry.getValue().logOrigin())))))
                .toList();
        var now = clock.instant();
        var registry = new Registry(registryNumber, now, now.plus(Duration.ofDays(1)), members, grants);
        try {
            Files.writeString(folder.resolve("registry.json"), SignedRegistry.sign(registry, registryKey));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Names the node of {@code code} otherwise from the next registry on. */
    void change(String code, UnaryOperator<NodeAddress> other) {
        changes.put(code, other);
    }

    /** The same node at another address. */
    static NodeAddress at(NodeAddress node, String url) {
        return new NodeAddress(
                url,
                node.tlsSpkiSha256(),
                node.signingKey(),
                node.logOrigin(),
                node.logKey(),
                node.logMlDsaKey(),
                node.witnessKey(),
                node.otherSigningKeys(),
                node.otherTlsKeys());
    }

    NodeKeys keys(String code) {
        return Objects.requireNonNull(keys.get(code));
    }

    NodeSettings settings(String code) {
        return Objects.requireNonNull(settings.get(code));
    }

    ExchangeFixture startAll() {
        publishRegistry();
        settings.keySet().forEach(this::start);
        return this;
    }

    void start(String code) {
        nodes.put(code, ExchangeNode.start(settings(code), clock));
    }

    void stop(String code) {
        var node = nodes.remove(code);
        if (node != null) {
            node.close();
        }
    }

    HttpResponse<String> ask(String path, String... headers) {
        var request = HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + settings("QIAO").consumerPort() + path));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return send(request.build());
    }

    String health(String code) {
        return get(code, "/health").body();
    }

    /** How many entries the evidence log of a node has. */
    int entries(String code) {
        return json(get(code, "/health")).path("entries").intValue();
    }

    /** Asks the node of {@code code} on the side of its own systems. */
    HttpResponse<String> get(String code, String path) {
        var uri = URI.create("http://127.0.0.1:" + settings(code).consumerPort() + path);
        return send(HttpRequest.newBuilder(uri).build());
    }

    /** Has the node of {@code code}, when it starts, watched as {@code operations} says. */
    void watch(String code, Operations operations) {
        settings.put(code, settings(code).with(operations));
    }

    /** Has all nodes, when they start, try {@code protocol} first. */
    ExchangeFixture speak(PeerProtocol protocol) {
        settings.replaceAll((_, node) -> node.with(node.options().speaking(protocol)));
        return this;
    }

    /** Has all nodes, when they start, look for what is new in {@code rhythm}. */
    ExchangeFixture looking(Rhythm rhythm) {
        settings.replaceAll((_, node) -> node.with(node.options().looking(rhythm)));
        return this;
    }

    HttpResponse<String> askPerson(String gxId, String rest) {
        return ask(
                "/r1/TW/GOV/RIS/household/persons" + rest,
                "X-Road-Client",
                PORTAL,
                "X-Road-Id",
                gxId,
                "Gx-Purpose",
                "construction-firm-registration",
                "Gx-Basis",
                "construction-industry-act-15");
    }

    HttpResponse<String> askHousehold(String gxId, String number) {
        return ask(
                "/r1/TW/GOV/RIS/household/households/" + number,
                "X-Road-Client",
                PORTAL,
                "X-Road-Id",
                gxId,
                "Gx-Purpose",
                "construction-firm-registration",
                "Gx-Basis",
                "construction-industry-act-15");
    }

    HttpResponse<String> askPerson(String rest) {
        return askPerson(newId(), rest);
    }

    String newId() {
        return ids.uuid().toString();
    }

    HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    static JsonNode json(HttpResponse<String> response) {
        return CanonicalJson.MAPPER.readTree(response.body());
    }

    static String code(HttpResponse<String> response) {
        return response.headers().firstValue("x-road-error").orElse("");
    }

    @Override
    public void close() {
        List.copyOf(nodes.keySet()).forEach(this::stop);
    }
}
