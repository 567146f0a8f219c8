package tw.qiao.platform.exchange;

import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import tools.jackson.databind.JsonNode;
import tw.qiao.kernel.Ids;
import tw.qiao.kernel.Problem;
import tw.qiao.platform.exchange.ExchangeAnswer.Failure;
import tw.qiao.platform.exchange.ExchangeAnswer.Rows;

/** Asks agencies over the exchange (資料交換), through the platform's own node. */
@Service
public class Exchange {
    private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);

    private final NodeClient node;
    private final Clock clock;
    private final Ids ids;

    Exchange(NodeClient node, Clock clock, Ids ids) {
        this.node = node;
        this.clock = clock;
        this.ids = ids;
    }

    /** What the agency holds; never throws for what goes wrong on the way. */
    public ExchangeAnswer get(ExchangeRequest request) {
        try {
            var response = node.send(http(request));
            ExchangeAnswer answer = answer(response);
            if (answer instanceof Failure failure) {
                LOG.warn("{} from {}: {}", request.exchangeId(), request.service(), failure.code());
            }
            return answer;
        } catch (Problem problem) {
            LOG.warn("{} from {}: {}", request.exchangeId(), request.service(), problem.code());
            return new Failure(problem.code(), problem.retryable());
        }
    }

    private HttpRequest http(ExchangeRequest request) {
        String path = "/r1/" + request.service() + "/" + encoded(request.subject()) + "?fields="
                + String.join(",", request.fields());
        return node.request(path)
                .header("X-Road-Id", request.exchangeId().toString())
                .header("Gx-Purpose", request.purpose())
                .header("Gx-Basis", request.basis())
                .header("Gx-Consent", request.consent().toString())
                .build();
    }

    private ExchangeAnswer answer(NodeClient.Response response) {
        JsonNode json = response.json();
        if (response.status() != 200) {
            String code = response.error().orElseGet(() -> "agency_status_" + response.status());
            boolean retryable = json.path("retryable").booleanValue(response.status() == 503);
            return new Failure(code, retryable);
        }
        JsonNode data = json.path("data");
        if (!data.isArray() || !allObjects(data)) {
            return new Failure("agency_answer_unreadable", true);
        }
        List<JsonNode> rows = new ArrayList<>();
        data.forEach(rows::add);
        return new Rows(clock.instant(), rows);
    }

    private static boolean allObjects(JsonNode data) {
        for (JsonNode row : data) {
            if (!row.isObject()) {
                return false;
            }
        }
        return true;
    }

    /**
     * Who used what the provider holds about a person or firm, the newest first.
     *
     * @param provider a subsystem, for example {@code TW/GOV/RIS/household}
     * @param limit at most 200
     * @throws Problem when the provider cannot be asked now
     */
    public Usages usages(String provider, String subject, int offset, int limit) {
        String path =
                "/r1/" + provider + "/findUsage?userCode=" + encoded(subject) + "&offset=" + offset + "&limit=" + limit;
        var response = node.send(
                node.request(path).header("X-Road-Id", ids.uuid().toString()).build());
        JsonNode json = response.json();
        if (response.status() != 200 || !json.path("usages").isArray()) {
            throw Problem.unavailable("usages_not_told", "The provider does not tell who used its data");
        }
        List<Usage> usages = new ArrayList<>();
        for (JsonNode usage : json.path("usages")) {
            usages.add(usage(provider, usage));
        }
        return new Usages(usages, json.path("totalUsages").intValue(usages.size()));
    }

    private static Usage usage(String provider, JsonNode json) {
        List<String> fields = new ArrayList<>();
        json.path("fields").forEach(field -> fields.add(field.stringValue("")));
        try {
            return new Usage(
                    UUID.fromString(json.path("gx_id").stringValue("")),
                    Instant.parse(json.path("time").stringValue("")),
                    provider,
                    json.path("consumer").stringValue(""),
                    json.path("service").stringValue(""),
                    fields,
                    json.path("purpose").stringValue(""),
                    json.path("basis").stringValue(""),
                    consent(json.path("consent").stringValue("")));
        } catch (IllegalArgumentException | DateTimeParseException unreadable) {
            throw Problem.unavailable("usages_not_told", "The provider's list of usages cannot be read", unreadable);
        }
    }

    private static @Nullable UUID consent(String text) {
        return text.isEmpty() ? null : UUID.fromString(text);
    }

    /** Both sides' evidence of a crossing, as the node tells it. */
    JsonNode evidence(UUID exchangeId) {
        var response = node.send(node.request("/evidence/" + exchangeId).build());
        if (response.status() == 404) {
            throw Problem.notFound("evidence_not_found", "Our node was no party of this exchange");
        }
        if (response.status() != 200) {
            throw Problem.unavailable("evidence_not_told", "The node does not tell the evidence now");
        }
        return response.json();
    }

    /** The signed registry, as the node has it. */
    String registry() {
        var response = node.send(node.request("/registry").build());
        if (response.status() != 200) {
            throw Problem.unavailable("registry_not_told", "The node does not tell the registry now");
        }
        return response.text();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }
}
