package tw.qiao.node.health;

import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tw.qiao.kernel.Problem;
import tw.qiao.kernel.log.LogInspection;
import tw.qiao.kernel.registry.Registry;
import tw.qiao.kernel.registry.Revocations;
import tw.qiao.kernel.signature.SigningKey;
import tw.qiao.node.keys.NodeKeys;
import tw.qiao.node.keys.SigningToken;
import tw.qiao.node.keys.TlsIdentity;
import tw.qiao.node.operations.Finding;
import tw.qiao.node.operations.State;
import tw.qiao.node.registry.RegistryCache;
import tw.qiao.node.settings.NodeSettings;
import tw.qiao.node.timestamp.TimeStampClient;

/** Looks at a node from outside, be it running or not, and says what to do. Changes nothing. */
public final class Doctor {
    private static final List<String> KEYS =
            List.of("signing.pem", "log.pem", "log-ml-dsa.pem", "witness.pem", "tls.pem");

    /** Nodes that were set up before there were these make them at their next start. */
    private static final List<String> MADE_WHEN_MISSING = List.of("log-ml-dsa.pem", "witness.pem");

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Path home;
    private final Clock clock;
    private final List<Finding> findings = new ArrayList<>();

    public Doctor(Path home, Clock clock) {
        this.home = home;
        this.clock = clock;
    }

    /** Prints a line in Chinese and one in English for each thing that was looked at; 0 when nothing fails. */
    public int print(PrintStream out) {
        boolean fails = false;
        for (var finding : examine()) {
            out.println(word(finding.state()) + "  " + finding.zh());
            out.println("      " + finding.en());
            fails = fails || finding.state() == State.FAILING;
        }
        return fails ? 1 : 0;
    }

    private static String word(State state) {
        return switch (state) {
            case OK -> "ok  ";
            case DEGRADED -> "warn";
            case FAILING -> "fail";
        };
    }

    /** What was found, in the order in which it should be repaired. */
    public List<Finding> examine() {
        findings.clear();
        try {
            var settings = NodeSettings.read(home);
            findings.add(Finding.ok("settings", settings.member()));
            examine(settings);
        } catch (Problem e) {
            findings.add(Finding.failing("settings", "unreadable", reason(e)));
        }
        return List.copyOf(findings);
    }

    private void examine(NodeSettings settings) {
        findings.add(Health.disk(settings));
        boolean areKeysWell = examineKeyFiles() && examineToken(settings);
        boolean runs = examinePorts(settings);
        examineRegistry(settings, areKeysWell);
        examineAuthorities(settings);
        if (areKeysWell && !runs) {
            examineLog(settings);
        }
    }

    /** Keys that a start would make are no matter. */
    private boolean examineKeyFiles() {
        if (KEYS.stream().noneMatch(name -> Files.exists(home.resolve(name)))) {
            findings.add(new Finding("keyfiles", State.OK, "none", List.of()));
            return false;
        }
        boolean areWell = true;
        for (String name : KEYS) {
            if (MADE_WHEN_MISSING.contains(name) && !Files.exists(home.resolve(name))) {
                continue;
            }
            try {
                SigningKey.read(home.resolve(name));
            } catch (Problem e) {
                findings.add(Finding.failing("keyfiles", "unfit", name, reason(e)));
                areWell = false;
            }
        }
        if (areWell) {
            findings.add(Finding.ok("keyfiles", KEYS.size()));
            areWell = examineCertificate();
        }
        return areWell;
    }

    private boolean examineCertificate() {
        try {
            var certificate = NodeKeys.look(home).requireMatching().certificate();
            findings.add(CertificateCheck.of(certificate, clock.instant()));
            return true;
        } catch (Problem e) {
            findings.add(Finding.failing("certificate", "unfit", reason(e)));
            return false;
        }
    }

    private boolean examineToken(NodeSettings settings) {
        var token = settings.options().operations().token();
        try {
            token.ifPresent(present -> {
                SigningToken.open(present, home);
                findings.add(Finding.ok("token", present.key()));
            });
            return true;
        } catch (Problem e) {
            findings.add(Finding.failing("token", "unfit", reason(e)));
            return false;
        }
    }

    /** A port that is taken is the node's own if the node answers there. */
    private boolean examinePorts(NodeSettings settings) {
        var running = RunningNode.at(settings);
        if (running.isPresent()) {
            findings.add(running.get());
            return true;
        }
        for (int port : new int[] {settings.consumerPort(), settings.providerPort()}) {
            findings.add(isFree(port) ? Finding.ok("port", port + "") : Finding.failing("port", "taken", port + ""));
        }
        return false;
    }

    private static boolean isFree(int port) {
        try (var socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }

    private void examineRegistry(NodeSettings settings, boolean areKeysWell) {
        try {
            var registry = RegistryCache.fetchOnce(settings, clock);
            findings.add(Health.registry(registry, clock.instant()));
            if (areKeysWell) {
                var looked = NodeKeys.look(home);
                var keys = settings.options()
                        .operations()
                        .token()
                        .map(token -> looked.withSigning(SigningToken.open(token, home)))
                        .orElse(looked);
                ServerName.check(registry, settings, keys.certificate()).ifPresent(findings::add);
                findings.add(Health.keys(
                        registry,
                        revocations(settings),
                        settings,
                        keys.signing().verificationKey(),
                        keys.certificate(),
                        clock));
                examinePeers(settings, keys, registry);
            }
        } catch (Problem e) {
            findings.add(Finding.failing("registry", "invalid", reason(e)));
        }
    }

    private Revocations revocations(NodeSettings settings) {
        try {
            return RegistryCache.fetchRevocationsOnce(settings);
        } catch (Problem e) {
            findings.add(Finding.failing("registry", "invalid", reason(e)));
            return Revocations.NONE;
        }
    }

    private void examineAuthorities(NodeSettings settings) {
        for (var authority : settings.options().timeStampAuthorities()) {
            try (var client = new TimeStampClient(List.of(authority), PATIENCE, clock)) {
                client.stamp(new byte[0]);
                findings.add(Finding.ok("timestamps", authority.url()));
            } catch (Problem e) {
                findings.add(Finding.degraded("timestamps", "unfit", authority.url(), reason(e)));
            }
        }
    }

    private void examinePeers(NodeSettings settings, NodeKeys keys, Registry registry) {
        var check = new PeerCheck(new TlsIdentity(keys), clock);
        registry.members().stream()
                .filter(member -> !member.id().equals(settings.member()))
                .flatMap(member -> member.nodes().stream())
                .parallel()
                .map(check::of)
                .toList()
                .forEach(findings::addAll);
    }

    private void examineLog(NodeSettings settings) {
        var folder = home.resolve("log");
        if (!Files.exists(folder.resolve("checkpoint"))) {
            findings.add(Finding.degraded("entries", "none"));
            return;
        }
        try {
            long entries = LogInspection.inspect(
                    folder, settings.logOrigin(), SigningKey.read(home.resolve("log.pem")), clock);
            findings.add(Finding.ok("entries", entries));
        } catch (Problem e) {
            findings.add(Finding.failing("entries", "damaged", reason(e)));
        }
    }

    private static String reason(Problem problem) {
        return String.valueOf(problem.getMessage());
    }
}
