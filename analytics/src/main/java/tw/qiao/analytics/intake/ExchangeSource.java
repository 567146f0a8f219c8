package tw.qiao.analytics.intake;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;

/** Asks members of the exchange for data sets, through one's own node, which checks and records what comes. */
public final class ExchangeSource {
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    /** The longest that a node waits until a provider begins to answer. */
    private static final String SECONDS_TO_BEGIN = "60";

    private final Node node;

    /** @param node one's own */
    public ExchangeSource(Node node) {
        this.node = node;
    }

    /**
     * A node of the exchange.
     *
     * @param address where its own member asks it, for example {@code http://127.0.0.1:7001}
     * @param client the subsystem that asks, for example {@code TW/GOV/QIAO/portal}
     */
    public record Node(URI address, String client) {}

    /**
     * Writes what {@code service} has of {@code batch} into {@code target}; a problem {@code intake_exchange} when the
     * exchange refuses, {@code intake_http} when nothing whole of at most {@code largest} bytes comes.
     *
     * @param exchange by which both parties' evidence names the crossing
     */
    public void fetch(OfferedService service, UUID exchange, String batch, long largest, Path target) {
        var headers = Map.of(
                "X-Road-Client", node.client(),
                "X-Road-Id", exchange.toString(),
                "Gx-Purpose", service.purpose(),
                "Gx-Basis", service.basis(),
                "Gx-Timeout", SECONDS_TO_BEGIN);
        try (var download = new Download(headers, new Download.Limits(PATIENCE, largest))) {
            download.get(service.address(node.address(), batch), target);
        }
    }
}
