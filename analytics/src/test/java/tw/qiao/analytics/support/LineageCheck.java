package tw.qiao.analytics.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/**
 * What OpenLineage 2-0-2 requires of an event, and that its column lineage names only data sets and fields it knows.
 */
public final class LineageCheck {
    private static final Set<String> STATES = Set.of("START", "RUNNING", "COMPLETE", "ABORT", "FAIL", "OTHER");

    private LineageCheck() {}

    /** Fails where {@code event} is none. */
    public static void isValid(JsonNode event) {
        assertThat(Instant.parse(event.path("eventTime").asString())).isNotNull();
        isAddress(event.path("producer"));
        isAddress(event.path("schemaURL"));
        if (event.path("schemaURL").asString().endsWith("RunEvent")) {
            assertThat(STATES).contains(event.path("eventType").asString());
            assertThat(UUID.fromString(event.at("/run/runId").asString())).isNotNull();
            areFacets(event.at("/run/facets"));
        } else {
            assertThat(event.path("schemaURL").asString()).endsWith("JobEvent");
            assertThat(event.has("run")).isFalse();
        }
        isNamed(event.path("job"));
        areFacets(event.at("/job/facets"));
        event.path("inputs").forEach(LineageCheck::isDataset);
        event.path("outputs").forEach(LineageCheck::isDataset);
        event.path("outputs").forEach(output -> knowsItsInputs(event, output));
    }

    private static void isDataset(JsonNode dataset) {
        isNamed(dataset);
        areFacets(dataset.path("facets"));
        areFacets(dataset.path("inputFacets"));
        areFacets(dataset.path("outputFacets"));
        JsonNode quality = dataset.at("/inputFacets/dataQualityMetrics");
        assertThat(quality.isMissingNode() || quality.path("columnMetrics").isObject())
                .isTrue();
    }

    private static void isNamed(JsonNode node) {
        assertThat(node.path("namespace").asString()).isNotBlank();
        assertThat(node.path("name").asString()).isNotBlank();
    }

    private static void isAddress(JsonNode text) {
        assertThat(URI.create(text.asString()).isAbsolute()).isTrue();
    }

    private static void areFacets(JsonNode facets) {
        facets.forEach(facet -> {
            isAddress(facet.path("_producer"));
            isAddress(facet.path("_schemaURL"));
        });
    }

    private static void knowsItsInputs(JsonNode event, JsonNode output) {
        var known = new HashSet<String>();
        event.path("inputs").forEach(input -> known.add(place(input)));
        output.at("/facets/columnLineage/fields")
                .forEach(field -> field.path("inputFields").forEach(input -> {
                    assertThat(input.path("field").asString()).isNotBlank();
                    assertThat(known).contains(place(input));
                }));
    }

    private static String place(JsonNode dataset) {
        return dataset.path("namespace").asString() + " " + dataset.path("name").asString();
    }
}
