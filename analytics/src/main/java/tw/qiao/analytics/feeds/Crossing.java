package tw.qiao.analytics.feeds;

import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tw.qiao.analytics.intake.OfferedService;
import tw.qiao.analytics.lineage.OpenLineage;

/**
 * The crossing of the exchange by which a file came; both parties keep evidence of it.
 *
 * @param exchange names it in that evidence
 * @param service for example {@code TW/GOV/NLMA/construction/licences}
 * @param purpose for which it was asked
 * @param basis the legal basis that was named
 */
public record Crossing(UUID exchange, String service, String purpose, String basis) {
    private static final String FACET = "exchange";

    /** That by which {@code service} is asked now. */
    public static Crossing of(UUID exchange, OfferedService service) {
        return new Crossing(exchange, service.id(), service.purpose(), service.basis());
    }

    /** Notes it among the facets of a file. */
    void note(ObjectNode facets) {
        OpenLineage.ownFacet(facets, FACET)
                .put("exchange", exchange.toString())
                .put("service", service)
                .put("purpose", purpose)
                .put("basis", basis);
    }

    /** That of an input of an event; empty where it came as a file. */
    public static Optional<Crossing> of(JsonNode input) {
        JsonNode facet = input.path("inputFacets").path("qiao_" + FACET);
        return facet.isObject()
                ? Optional.of(new Crossing(
                        UUID.fromString(facet.path("exchange").asString()),
                        facet.path("service").asString(),
                        facet.path("purpose").asString(),
                        facet.path("basis").asString()))
                : Optional.empty();
    }
}
