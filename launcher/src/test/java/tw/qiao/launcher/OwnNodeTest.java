package tw.qiao.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tw.qiao.kernel.Ids;
import tw.qiao.kernel.registry.Member;
import tw.qiao.node.ExchangeNode;
import tw.qiao.node.keys.NodeKeys;
import tw.qiao.node.settings.NodeSettings;

/** What an agency does with a node of its own, by the commands of the documentation. */
class OwnNodeTest {
    private static final String MEMBER = "TW/GOV/MINE";

    @TempDir
    private Path folder;

    @Test
    void startsAMirroredNode() throws Exception {
        qiao("registry", "publish", "--home", at("operator"));
        newNode();
        agree();
        qiao("registry", "publish", "--home", at("operator"));

        try (var node = ExchangeNode.start(NodeSettings.read(folder.resolve("mine")))) {
            assertThat(node.consumerPort()).isPositive();
            qiao("mirror", "--home", at("mine"), "--into", at("mirrors"));
        }

        try (var mirrors = Files.list(folder.resolve("mirrors"))) {
            assertThat(mirrors)
                    .singleElement()
                    .satisfies(mirror -> assertThat(Files.readString(mirror.resolve("checkpoint")))
                            .startsWith("exchange.qiao/" + MEMBER));
        }
    }

    @Test
    void saysWhichLogCannotBeFollowed() throws Exception {
        qiao("registry", "publish", "--home", at("operator"));
        newNode();
        agree();
        qiao("registry", "publish", "--home", at("operator"));
        Files.copy(folder.resolve("operator/registry.json"), folder.resolve("mine/registry-copy.json"));

        assertThat(Qiao.run("node", "mirror", "--home", at("mine"), "--into", at("mirrors")))
                .isOne();
    }

    private void newNode() throws IOException {
        qiao(
                "new",
                "--home",
                at("mine"),
                "--member",
                MEMBER,
                "--subsystem",
                "hr",
                "--url",
                "https://127.0.0.1:7443",
                "--exchange",
                at("operator/for-nodes.json"),
                "--registry",
                at("operator/registry.json"),
                "--consumer-port",
                freePort(),
                "--provider-port",
                "0");
    }

    private void agree() throws IOException {
        var clock = Clock.systemUTC();
        var address = NodeKeys.readOrCreate(folder.resolve("mine"), clock, Ids.secure(clock))
                .address("https://127.0.0.1:7443", NodeSettings.originOf(MEMBER));
        Files.writeString(
                folder.resolve("operator/exchange.json"),
                ExchangeOperator.MAPPER.writeValueAsString(Map.of(
                        "members",
                        List.of(new Member(MEMBER, "我的機關", "My agency", List.of("hr"), List.of(address))),
                        "grants",
                        List.of())));
    }

    private static String freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return String.valueOf(socket.getLocalPort());
        }
    }

    private String at(String name) {
        return folder.resolve(name).toString();
    }

    private static void qiao(String... arguments) {
        var all = new ArrayList<>(List.of("node"));
        all.addAll(List.of(arguments));
        assertThat(Qiao.run(all.toArray(String[]::new))).isZero();
    }
}
