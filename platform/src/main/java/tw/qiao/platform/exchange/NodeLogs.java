package tw.qiao.platform.exchange;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import org.springframework.stereotype.Component;
import tw.qiao.kernel.log.HttpLogSource;
import tw.qiao.kernel.log.LogSource;
import tw.qiao.kernel.log.Witness;
import tw.qiao.platform.site.Bilingual;

/** The evidence logs of all nodes of the exchange, read through the platform's own node. */
@Component
public class NodeLogs {
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final TrustedRegistry registry;
    private final ExchangeProperties properties;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    NodeLogs(TrustedRegistry registry, ExchangeProperties properties) {
        this.registry = registry;
        this.properties = properties;
    }

    /** Whether the platform takes part in an exchange at all. */
    public boolean isThere() {
        return !properties.registryKey().isEmpty();
    }

    /** All of them; throws a {@link tw.qiao.kernel.Problem} when the registry cannot be had now. */
    public List<NodeLog> all() {
        return registry.current().members().stream()
                .flatMap(member -> member.nodes().stream()
                        .map(node -> new NodeLog(
                                member.id(),
                                new Bilingual(member.nameZh(), member.nameEn()),
                                node.logOrigin(),
                                node.logNoteKeys(),
                                files(node.logOrigin()))))
                .toList();
    }

    private LogSource files(String origin) {
        return new HttpLogSource(client, properties.node() + "/logs/" + Witness.hash(origin) + "/", PATIENCE);
    }
}
