package tw.qiao.platform.casework;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;
import tw.qiao.kernel.CanonicalJson;

/** All procedures: {@code cases/*.json} on the class path, checked when they are read. */
@Component
class Procedures {
    private static final JsonMapper MAPPER = CanonicalJson.MAPPER
            .rebuild()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private final Map<String, Procedure> byForm = new TreeMap<>();

    Procedures() {
        resources().stream().map(Procedures::parse).forEach(procedure -> byForm.put(procedure.id(), procedure));
    }

    /** The procedure in {@code json}, or an error that says everything that is wrong with it. */
    static Procedure parse(String json) {
        Procedure procedure;
        try {
            procedure = MAPPER.readValue(json, Procedure.class);
        } catch (JacksonException unreadable) {
            throw new IllegalArgumentException("Not a procedure: " + unreadable.getOriginalMessage(), unreadable);
        }
        List<String> faults = ProcedureCheck.faults(procedure);
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException(
                    "No case can run on " + procedure.id() + ": " + String.join("; ", faults));
        }
        return procedure;
    }

    private static List<String> resources() {
        try {
            var found = new PathMatchingResourcePatternResolver().getResources("classpath*:cases/*.json");
            return Arrays.stream(found)
                    .map(resource -> {
                        try {
                            return resource.getContentAsString(StandardCharsets.UTF_8);
                        } catch (IOException unreadable) {
                            throw new UncheckedIOException("A procedure cannot be read", unreadable);
                        }
                    })
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException("The procedures on the class path cannot be listed", unreadable);
        }
    }

    /** The procedure by which submissions of {@code form} are handled; empty when none is declared. */
    Optional<Procedure> ofForm(String form) {
        return Optional.ofNullable(byForm.get(form));
    }

    /** The procedure with this id. */
    Procedure get(String id) {
        return ofForm(id).orElseThrow(() -> new IllegalStateException("No procedure " + id));
    }

    /** The procedures that officers of {@code agency} work on. */
    List<Procedure> ofAgency(String agency) {
        return byForm.values().stream()
                .filter(procedure -> procedure.agency().equals(agency))
                .toList();
    }
}
