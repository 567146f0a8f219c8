package tw.qiao.platform.alerts;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tw.qiao.kernel.CanonicalJson;

/** Alerts for programs of analysts, to be read only. */
@RestController
class AlertProgramController {
    private static final int PAGE = 100;

    private final Alerts alerts;
    private final Rules rules;

    AlertProgramController(Alerts alerts, Rules rules) {
        this.alerts = alerts;
        this.rules = rules;
    }

    @GetMapping("/api/alerts")
    ResponseEntity<byte[]> alerts(
            @RequestParam(defaultValue = "current") String state,
            @RequestParam(defaultValue = "") String severity,
            @RequestParam(defaultValue = "") String rule,
            @RequestParam(defaultValue = "1") int page) {
        var filter = new AlertFilter(state, severity.toUpperCase(Locale.ROOT), rule, "newest", page);
        Map<UUID, Terms> terms = rules.all().stream().collect(Collectors.toMap(Rule::id, Rule::terms));
        ObjectNode answer = CanonicalJson.MAPPER.createObjectNode();
        long total = alerts.count(filter);
        List<Alert> found = alerts.page(filter, PAGE);
        answer.put("total", total).put("page", filter.page()).put("pageSize", PAGE);
        ArrayNode list = answer.putArray("alerts");
        found.forEach(alert -> tell(list.addObject(), alert, Objects.requireNonNull(terms.get(alert.rule()))));
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .body(CanonicalJson.MAPPER.writeValueAsBytes(answer));
    }

    private static void tell(ObjectNode told, Alert alert, Terms terms) {
        told.put("id", alert.id()).put("rule", alert.rule().toString()).put("ruleVersion", alert.version());
        told.put("chinese", terms.name().zh()).put("english", terms.name().en());
        told.put("kind", word(terms.kind())).put("severity", word(alert.severity()));
        told.put("state", word(alert.state())).put("place", alert.place());
        told.put("period", alert.period()).put("lastPeriod", alert.lastPeriod());
        told.put("figure", alert.figure()).put("base", alert.base());
        told.put("opened", alert.opened().toString());
        ArrayNode stamps = told.putArray("provenance");
        alert.stamps().forEach(stamps::add);
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
