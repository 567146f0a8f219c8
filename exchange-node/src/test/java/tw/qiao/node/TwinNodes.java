package tw.qiao.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
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
import tw.qiao.node.settings.NodeSettings;

/** An exchange whose members may have two nodes behind a balancer, each node a process with its own keys and log. */
final class TwinNodes implements AutoCloseable {
    static final String CLIENT = "TW/GOV/ASK/portal";
    static final String SERVICE = "TW/GOV/RIS/household/system";
    static final String PURPOSE = "test";

    final SlowSystem system;
    final TcpBalancer consumers;
    private final TcpBalancer providers;
    private final Path folder;
    private final Clock clock = Clock.systemUTC();
    private final Ids ids = Ids.secure(clock);
    private final SigningKey registryKey = SigningKey.generate(SignatureAlgorithm.ECDSA_P256_SHA256);
    private final Map<String, Place> places = new LinkedHashMap<>();
    private final Map<String, Process> processes = new LinkedHashMap<>();

    private record Place(Path home, NodeKeys keys, int consumerPort, int providerPort) {}

    /** @param names of the nodes, such as {@code ASK1} and {@code RIS2} */
    TwinNodes(Path folder, String... names) throws IOException {
        this.folder = folder;
        system = SlowSystem.start();
        for (String name : names) {
            Path home = folder.resolve(name);
            places.put(name, new Place(home, NodeKeys.create(home, clock, ids), FreePort.find(), FreePort.find()));
        }
        consumers = new TcpBalancer(ports("ASK", true));
        providers = new TcpBalancer(ports("RIS", false));
        Files.writeString(folder.resolve("registry.json"), registry());
        for (String name : names) {
            settle(name);
            launch(name);
        }
        for (String name : names) {
            awaitReady(name);
        }
    }

    private Integer[] ports(String code, boolean consumer) {
        return places.keySet().stream()
                .filter(name -> name.startsWith(code))
                .map(name -> consumer ? place(name).consumerPort() : place(name).providerPort())
                .toArray(Integer[]::new);
    }

    private Place place(String name) {
        return Objects.requireNonNull(places.get(name));
    }

    private String registry() {
        var now = clock.instant();
        var grant = new Grant(
                "twin",
                CLIENT,
                SERVICE,
                Set.of("GET", "POST"),
                "/{milliseconds}",
                Set.of(PURPOSE),
                "act-15",
                Set.of(),
                now.minusSeconds(60),
                now.plus(Duration.ofDays(1)));
        var members = List.of(
                new Member("TW/GOV/ASK", "ASK", "ASK", List.of("portal"), nodes("ASK")),
                new Member("TW/GOV/RIS", "RIS", "RIS", List.of("household"), nodes("RIS")));
        return SignedRegistry.sign(
                new Registry(1, now, now.plus(Duration.ofDays(1)), members, List.of(grant)), registryKey);
    }

    private List<NodeAddress> nodes(String code) {
        return places.keySet().stream()
                .filter(name -> name.startsWith(code))
                .map(name -> {
                    int port =
                            code.equals("RIS") ? providers.port() : place(name).providerPort();
                    return place(name).keys().address("https://127.0.0.1:" + port, origin(name));
                })
                .toList();
    }

    private static String origin(String name) {
        return "exchange.qiao/TW/GOV/" + name;
    }

    private void settle(String name) throws IOException {
        var json = CanonicalJson.MAPPER.createObjectNode();
        json.put("member", "TW/GOV/" + name.substring(0, 3)).put("logOrigin", origin(name));
        json.put("consumerPort", place(name).consumerPort());
        json.put("providerPort", place(name).providerPort());
        json.put("registry", folder.resolve("registry.json").toString());
        json.put("registryKey", registryKey.verificationKey().base64());
        var services = json.putArray("services");
        if (name.startsWith("RIS")) {
            services.addObject()
                    .put("subsystem", "household")
                    .put("code", "system")
                    .put("upstream", system.address());
        }
        Files.writeString(place(name).home().resolve(NodeSettings.FILE), json.toString());
    }

    /** Starts the node, and waits until it says that it is ready. */
    void start(String name) throws IOException {
        launch(name);
        awaitReady(name);
    }

    private void launch(String name) throws IOException {
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx96m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "tw.qiao.node.ExchangeNode",
                        "--home",
                        place(name).home().toString())
                .redirectError(folder.resolve(name + ".log").toFile())
                .start();
        processes.put(name, process);
    }

    private void awaitReady(String name) throws IOException {
        var process = Objects.requireNonNull(processes.get(name));
        assertThat(process.inputReader(StandardCharsets.UTF_8).readLine()).startsWith("ready ");
    }

    /** Kills the node as a power cut would. */
    void kill(String name) throws InterruptedException {
        Objects.requireNonNull(processes.get(name)).destroyForcibly().waitFor();
    }

    String newId() {
        return ids.uuid().toString();
    }

    @Override
    public void close() {
        processes.values().forEach(Process::destroyForcibly);
        consumers.close();
        providers.close();
        system.close();
    }
}
