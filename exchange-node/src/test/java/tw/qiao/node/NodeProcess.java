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

    static Process launch(ExchangeFixture exchange, String code, String... options) throws IOException {
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
        var process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            assertThat(lines.readLine()).isEqualTo("ready " + settings.consumerPort() + " " + settings.providerPort());
        }
        return process;
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
