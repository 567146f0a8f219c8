package tw.qiao.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tw.qiao.kernel.CanonicalJson;
import tw.qiao.node.settings.NodeSettings;

/** A node of an exchange as a process of its own. */
final class NodeProcess {
    private NodeProcess() {}

    /** Starts a node, and waits until it says that it is ready. */
    static Process launch(ExchangeFixture exchange, String code, String... options) throws IOException {
        return launch(exchange, List.of(code), options).getFirst();
    }

    /** Starts nodes at the same time, and waits until all say that they are ready. */
    static List<Process> launch(ExchangeFixture exchange, List<String> codes, String... options) throws IOException {
        var processes = new ArrayList<Process>();
        for (String code : codes) {
            processes.add(start(exchange, code, options));
        }
        for (int i = 0; i < codes.size(); i++) {
            awaitReady(processes.get(i), exchange.settings(codes.get(i)));
        }
        return processes;
    }

    private static Process start(ExchangeFixture exchange, String code, String... options) throws IOException {
        var settings = exchange.settings(code);
        Files.writeString(settings.home().resolve("node.json"), nodeJson(settings));
        var command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(List.of(options));
        command.addAll(List.of(
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                "tw.qiao.node.ExchangeNode",
                "--home",
                settings.home().toString()));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static void awaitReady(Process process, NodeSettings settings) throws IOException {
        try (var lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            assertThat(lines.readLine()).isEqualTo("ready " + settings.consumerPort() + " " + settings.providerPort());
        }
    }

    private static String nodeJson(NodeSettings settings) {
        var json = CanonicalJson.MAPPER.createObjectNode();
        json.put("member", settings.member());
        json.put("consumerPort", settings.consumerPort()).put("providerPort", settings.providerPort());
        json.put("registry", settings.registry());
        json.put("registryKey", settings.registryKey().base64());
        settings.database()
                .ifPresent(database -> json.putPOJO(
                        "database",
                        Map.of("url", database.url(), "user", database.user(), "password", database.password())));
        json.putPOJO("services", settings.services());
        json.put("peerProtocol", settings.options().peerProtocol().label());
        json.put("answersKept", settings.answersKept().toString());
        return json.toString();
    }
}
