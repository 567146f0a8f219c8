package tw.qiao.platform.support;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.util.FileSystemUtils;
import tw.qiao.kernel.FreePort;
import tw.qiao.kernel.Ids;
import tw.qiao.kernel.log.Witness;
import tw.qiao.kernel.registry.Grant;
import tw.qiao.kernel.registry.Member;
import tw.qiao.kernel.registry.Registry;
import tw.qiao.kernel.registry.SignedRegistry;
import tw.qiao.kernel.signature.SignatureAlgorithm;
import tw.qiao.kernel.signature.SigningKey;
import tw.qiao.node.ExchangeNode;
import tw.qiao.node.keys.NodeKeys;
import tw.qiao.node.service.ServiceDeclaration;
import tw.qiao.node.settings.NodeOptions;
import tw.qiao.node.settings.NodeSettings;

/** Real exchange nodes of the platform and three agencies, on registers with a few people and firms. */
public final class TestExchange implements AutoCloseable {
    /** The platform's subsystem. */
    public static final String PORTAL = "TW/GOV/QIAO/portal";

    private static final List<String> CODES = List.of("QIAO", "RIS", "LAND", "NLMA");
    private static final Map<String, String> SUBSYSTEMS =
            Map.of("QIAO", "portal", "RIS", "household", "LAND", "cadastre", "NLMA", "construction");

    private final Path folder;
    private final String registers;
    private final String offered;
    private final Clock clock = Clock.systemUTC();
    private final SigningKey registryKey = SigningKey.generate(SignatureAlgorithm.ECDSA_P256_SHA256);
    private final Map<String, NodeKeys> keys = new HashMap<>();
    private final Map<String, NodeSettings> settings = new LinkedHashMap<>();
    private final Map<String, ExchangeNode> nodes = new HashMap<>();

    private TestExchange(Path folder, String registers, String offered) {
        this.folder = folder;
        this.registers = registers;
        this.offered = offered;
    }

    /** Starts the nodes with their homes in {@code folder}. */
    public static TestExchange start(Path folder) {
        return start(folder, "");
    }

    /** The same, where NLMA also offers what the system at {@code offered} has, as {@code construction/licences}. */
    public static TestExchange start(Path folder, String offered) {
        var exchange = new TestExchange(folder, TestDatabase.create(), offered);
        exchange.createRegisters();
        var ids = Ids.secure(exchange.clock);
        for (String code : CODES) {
            exchange.settings.put(code, exchange.settings(code));
            exchange.keys.put(code, NodeKeys.create(folder.resolve(code), exchange.clock, ids));
        }
        exchange.publishRegistry();
        CODES.forEach(exchange::start);
        return exchange;
    }

    /** The settings with which a platform uses this exchange. */
    public String[] platformSettings() {
        return new String[] {
            "qiao.exchange.node=http://127.0.0.1:" + settingsOf("QIAO").consumerPort(),
            "qiao.exchange.registry-key=" + folder.resolve("registry.der")
        };
    }

    /** Starts the node of an agency, for example after it was stopped. */
    public void start(String code) {
        nodes.put(code, ExchangeNode.start(settingsOf(code), clock));
    }

    /** Stops the node of an agency. */
    public void stop(String code) {
        requireNonNull(nodes.remove(code)).close();
    }

    /** Lets a node lose what its evidence log holds; its private records stay. Its witnesses remember the log. */
    public void loseLog(String code) throws IOException {
        stop(code);
        emptyLog(code);
        start(code);
    }

    /** A node refuses to start where its log's folder is gone, but cannot tell an emptied one from a new one. */
    private void emptyLog(String code) throws IOException {
        Path log = folder.resolve(code).resolve("log");
        FileSystemUtils.deleteRecursively(log);
        Files.createDirectory(log);
    }

    /** Returns when the platform's node, as a witness, remembers entries in the log of another. */
    public void awaitWitness(String code) throws IOException, InterruptedException {
        String path = "/witness/" + Witness.hash(settingsOf(code).logOrigin()) + "/checkpoint";
        var request = HttpRequest.newBuilder(URI.create(address() + path)).build();
        try (var client = HttpClient.newHttpClient()) {
            for (int i = 0; i < 200; i++) {
                String held = client.send(request, BodyHandlers.ofString()).body();
                if (held.startsWith(settingsOf(code).logOrigin()) && !held.contains("\n0\n")) {
                    return;
                }
                Thread.sleep(100);
            }
        }
        throw new IllegalStateException("The log of " + code + " is not witnessed");
    }

    /** Lets a node lose its evidence log, and all nodes what they know of each other's logs. */
    public void loseLogAndWitnesses(String code) throws IOException {
        CODES.forEach(this::stop);
        emptyLog(code);
        for (String each : CODES) {
            FileSystemUtils.deleteRecursively(folder.resolve(each).resolve("witness"));
        }
        CODES.forEach(this::start);
    }

    /** The address of the platform's own node. */
    public String address() {
        return "http://127.0.0.1:" + settingsOf("QIAO").consumerPort();
    }

    /** Changes the registers. */
    public void execute(String sql) {
        try (var connection = DriverManager.getConnection(registers, "postgres", "postgres");
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException failure) {
            throw new IllegalStateException("The registers cannot be changed", failure);
        }
    }

    private NodeSettings settingsOf(String code) {
        return requireNonNull(settings.get(code));
    }

    private NodeSettings settings(String code) {
        String member = "TW/GOV/" + code;
        return new NodeSettings(
                folder.resolve(code),
                member,
                NodeSettings.originOf(member),
                FreePort.find(),
                FreePort.find(),
                folder.resolve("registry.json").toString(),
                registryKey.verificationKey(),
                code.equals("QIAO")
                        ? Optional.empty()
                        : Optional.of(new NodeSettings.Database(registers, "postgres", "postgres")),
                services(code),
                NodeSettings.ONE_DAY,
                NodeOptions.CUSTOMARY);
    }

    private List<ServiceDeclaration> services(String code) {
        var services = new ArrayList<>(views(code));
        if (code.equals("NLMA") && !offered.isEmpty()) {
            services.add(ServiceDeclaration.ofSystem("construction", "licences", "執照", "Licences", offered));
        }
        return services;
    }

    private static List<ServiceDeclaration> views(String code) {
        return switch (code) {
            case "RIS" ->
                List.of(service(
                        "household",
                        "household.api_persons",
                        "persons",
                        "national_id",
                        List.of("national_id", "name", "birth_date", "address"),
                        "national_id"));
            case "LAND" ->
                List.of(service(
                        "cadastre",
                        "land.api_rights",
                        "rights",
                        "owner_no",
                        List.of("owner_no", "right_kind", "subject_no", "address"),
                        "owner_no"));
            case "NLMA" ->
                List.of(
                        service(
                                "construction",
                                "construction.api_firms",
                                "firms",
                                "unified_no",
                                List.of("unified_no", "name", "representative_id", "capital", "address"),
                                "representative_id"),
                        service(
                                "construction",
                                "construction.api_representatives",
                                "representatives",
                                "national_id",
                                List.of("national_id", "unified_no", "name"),
                                "national_id"),
                        service(
                                "construction",
                                "construction.api_technicians",
                                "technicians",
                                "licence_no",
                                List.of("licence_no", "name", "discipline", "expires", "firm_unified_no")));
            default -> List.of();
        };
    }

    private static ServiceDeclaration service(
            String subsystem, String view, String code, String parameter, List<String> fields, String... people) {
        return ServiceDeclaration.ofView(subsystem, code, view, parameter, fields, List.of(people), code, code);
    }

    private void publishRegistry() {
        var now = clock.instant();
        List<Member> members = CODES.stream()
                .map(code -> new Member(
                        "TW/GOV/" + code,
                        "機關 " + code,
                        "Agency " + code,
                        List.of(requireNonNull(SUBSYSTEMS.get(code))),
                        List.of(requireNonNull(keys.get(code))
                                .address(
                                        "https://127.0.0.1:" + settingsOf(code).providerPort(),
                                        settingsOf(code).logOrigin()))))
                .toList();
        var registry = new Registry(1, now, now.plus(Duration.ofDays(1)), members, grants());
        try {
            Files.writeString(folder.resolve("registry.json"), SignedRegistry.sign(registry, registryKey));
            Files.write(
                    folder.resolve("registry.der"),
                    registryKey.verificationKey().spki());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private List<Grant> grants() {
        List<Grant> grants = new ArrayList<>();
        for (String code : CODES) {
            String subsystem = "TW/GOV/" + code + "/" + SUBSYSTEMS.get(code);
            for (ServiceDeclaration service : services(code)) {
                grants.add(grant(
                        subsystem + "/" + service.code(),
                        service.view().isEmpty() ? "/{batch}" : "/{" + service.parameter() + "}",
                        "construction-firm-registration",
                        "construction-industry-act-15",
                        Set.copyOf(service.fields())));
            }
            if (!code.equals("QIAO")) {
                grants.add(grant(
                        subsystem + "/findUsage", "", "usage-inquiry", "personal-data-protection-act-10", Set.of()));
            }
        }
        return grants;
    }

    private Grant grant(String service, String template, String purpose, String basis, Set<String> fields) {
        var now = clock.instant();
        return new Grant(
                service.replace('/', '-'),
                PORTAL,
                service,
                Set.of("GET"),
                template,
                Set.of(purpose),
                basis,
                fields,
                now.minus(Duration.ofMinutes(1)),
                now.plus(Duration.ofHours(5)));
    }

    private void createRegisters() {
        execute("""
                create schema household;
                create schema land;
                create schema construction;
                create table household.api_persons (national_id text, name text, birth_date date, address text);
                create table land.api_rights (owner_no text, right_kind text, subject_no text, address text);
                create table construction.api_firms (
                  unified_no text, name text, representative_id text, capital bigint, address text);
                create table construction.api_representatives (national_id text, unified_no text, name text);
                create table construction.api_technicians (
                  licence_no text, name text, discipline text, expires date, firm_unified_no text);
                """);
    }

    @Override
    public void close() {
        nodes.values().forEach(ExchangeNode::close);
    }
}
