package tw.qiao.verifier;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tw.qiao.kernel.CanonicalJson;
import tw.qiao.kernel.Problem;
import tw.qiao.kernel.archive.StoredArchive;
import tw.qiao.kernel.timestamp.TimeStampToken;

/** An evidence bundle as it was opened: an ASiC-S container with one data object, and perhaps its time stamp. */
final class Bundle {
    static final String TYPE = "application/vnd.etsi.asic-s+zip";
    static final List<String> ROLES = List.of("consumer", "provider");
    static final List<String> KINDS = List.of("request", "response", "refusal");

    private static final List<String> MESSAGES =
            List.of("request.base", "request.signature", "response.base", "response.signature", "response.body");
    private static final String OBJECT = "evidence.zip";
    private static final String STAMP = "META-INF/timestamp.tst";
    private static final String NO_STAMP = "META-INF/not-yet-stamped.txt";

    private final byte[] object;
    private final SequencedMap<String, byte[]> files;
    private final Optional<TimeStampToken> stamp;
    private final JsonNode index;

    private Bundle(byte[] object, Optional<TimeStampToken> stamp) {
        this.object = object;
        this.stamp = stamp;
        this.files = StoredArchive.read(object);
        this.index = json("bundle.json").orElseThrow(() -> unreadable("bundle.json is missing"));
        if (index.path("v").intValue(0) != 1) {
            throw unreadable("bundle.json is of another version");
        }
        files.keySet().stream().filter(name -> !isKnown(name)).findFirst().ifPresent(name -> {
            throw unreadable("it holds a file that does not belong there: " + name);
        });
    }

    /** Opens a bundle; what is not exactly in the form of a bundle is refused. */
    static Bundle read(byte[] container) {
        var outer = StoredArchive.read(container);
        var names = List.copyOf(outer.keySet());
        boolean stamped = names.equals(List.of("mimetype", OBJECT, STAMP));
        if (!stamped && !names.equals(List.of("mimetype", OBJECT, NO_STAMP))) {
            throw unreadable("it must hold mimetype, " + OBJECT + " and what is said of its time stamp");
        }
        if (!Arrays.equals(file(outer, "mimetype"), TYPE.getBytes(UTF_8))) {
            throw unreadable("its mimetype must be " + TYPE);
        }
        return new Bundle(
                file(outer, OBJECT),
                stamped ? Optional.of(TimeStampToken.parse(file(outer, STAMP))) : Optional.empty());
    }

    private static byte[] file(SequencedMap<String, byte[]> files, String name) {
        byte[] content = files.get(name);
        if (content == null) {
            throw unreadable(name + " is missing");
        }
        return content;
    }

    private static boolean isKnown(String name) {
        return List.of("bundle.json", "registry.json", "registry-key.txt", "policy.txt")
                        .contains(name)
                || ROLES.stream().anyMatch(role -> isKnown(role + "/", name));
    }

    private static boolean isKnown(String folder, String name) {
        return name.equals(folder + "checkpoint.tst")
                || name.equals(folder + "opening.json")
                || MESSAGES.stream().anyMatch(end -> name.equals(folder + end))
                || KINDS.stream()
                        .anyMatch(kind ->
                                name.equals(folder + kind + ".json") || name.equals(folder + kind + ".tlog-proof"));
    }

    /** The octets under the time stamp. */
    byte[] object() {
        return object.clone();
    }

    Optional<TimeStampToken> stamp() {
        return stamp;
    }

    /** What the node that made the bundle says of it; nothing proves it. */
    JsonNode index() {
        return index;
    }

    String gxId() {
        return index.path("gx_id").stringValue("");
    }

    Optional<byte[]> file(String name) {
        return Optional.ofNullable(files.get(name));
    }

    /** Whether it holds anything of the message with the given name. */
    boolean hasMessage(String name) {
        return Stream.of(".base", ".signature", ".body").anyMatch(end -> files.containsKey(name + end));
    }

    byte[] required(String name) {
        return file(files, name);
    }

    String text(String name) {
        return new String(required(name), UTF_8);
    }

    /** A file of canonical JSON. */
    Optional<JsonNode> json(String name) {
        return file(name).map(content -> {
            var json = CanonicalJson.MAPPER.readTree(content);
            if (!json.isObject() || !Arrays.equals(CanonicalJson.bytes(json), content)) {
                throw unreadable(name + " is not canonical JSON");
            }
            return json;
        });
    }

    static Problem unreadable(String reason) {
        return Problem.invalid("bundle_unreadable", "This is no evidence bundle: " + reason);
    }
}
