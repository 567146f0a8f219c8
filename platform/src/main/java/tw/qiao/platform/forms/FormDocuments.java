package tw.qiao.platform.forms;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;
import tw.qiao.kernel.CanonicalJson;
import tw.qiao.kernel.Problem;
import tw.qiao.platform.mydata.DataItem;
import tw.qiao.platform.mydata.DataItems;

/** All published form documents: {@code forms/<id>/<version>.json} on the class path, checked when they are read. */
@Component
class FormDocuments {
    static final JsonMapper MAPPER = CanonicalJson.MAPPER
            .rebuild()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .disable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private final DataItems items;
    private final Map<String, TreeMap<Integer, FormDocument>> documents = new TreeMap<>();

    FormDocuments(DataItems items) {
        this.items = items;
        for (Resource resource : resources()) {
            FormDocument document = parse(text(resource), items);
            documents.computeIfAbsent(document.id(), _ -> new TreeMap<>()).put(document.version(), document);
        }
    }

    /** The document in {@code json}, or an error that says everything that is wrong with it. */
    static FormDocument parse(String json, DataItems items) {
        FormDocument document;
        try {
            document = MAPPER.readValue(json, FormDocument.class);
        } catch (JacksonException unreadable) {
            throw new IllegalArgumentException("Not a form document: " + unreadable.getOriginalMessage(), unreadable);
        }
        List<String> faults = DocumentCheck.faults(document, items);
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException(
                    "The form " + document.id() + " cannot be published: " + String.join("; ", faults));
        }
        return document;
    }

    private static List<Resource> resources() {
        try {
            return List.of(new PathMatchingResourcePatternResolver().getResources("classpath*:forms/*/*.json"));
        } catch (IOException unreadable) {
            throw new UncheckedIOException("The form documents on the class path cannot be listed", unreadable);
        }
    }

    private static String text(Resource resource) {
        try {
            return resource.getContentAsString(StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("A form document cannot be read", unreadable);
        }
    }

    /** Whether what the data item says is about the answer to {@code question}. */
    boolean dependsOn(String item, String question) {
        DataItem found = items.item(item);
        return found.subject().equals(question) || found.matches().containsValue(question);
    }

    /** The newest version of every form. */
    List<FormDocument> newest() {
        return documents.values().stream()
                .map(versions -> versions.lastEntry().getValue())
                .sorted(Comparator.comparing(FormDocument::id))
                .toList();
    }

    /** The newest version of a form. */
    FormDocument newest(String id) {
        TreeMap<Integer, FormDocument> versions = documents.get(id);
        if (versions == null) {
            throw Problem.notFound("service_unknown", "There is no such service");
        }
        return versions.lastEntry().getValue();
    }

    /** One version of a form. */
    FormDocument version(String id, int version) {
        FormDocument document = documents.getOrDefault(id, new TreeMap<>()).get(version);
        if (document == null) {
            throw Problem.notFound("form_version_unknown", "There is no such version of the form");
        }
        return document;
    }
}
