package tw.qiao.node.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tw.qiao.kernel.CanonicalJson;
import tw.qiao.kernel.Problem;
import tw.qiao.kernel.signature.VerificationKey;
import tw.qiao.node.service.ServiceDeclaration;

/**
 * How a node is set up, as in the {@code node.json} of its home.
 *
 * @param home the folder of keys, log and private store
 * @param member the member whose node this is, for example {@code TW/GOV/RIS}
 * @param logOrigin the name of its evidence log, as in the registry
 * @param consumerPort the loopback port for the member's own systems, 0 for any
 * @param providerPort the port for other nodes, 0 for any
 * @param registry the file or the http address of the signed registry
 * @param registryKey the key that signs the registry
 * @param database the register, where the node has views to offer
 * @param services what the node offers
 * @param answersKept how long the node can repeat an answer; then it erases it
 * @param options what most nodes leave as it is
 */
public record NodeSettings(
        Path home,
        String member,
        String logOrigin,
        int consumerPort,
        int providerPort,
        String registry,
        VerificationKey registryKey,
        Optional<Database> database,
        List<ServiceDeclaration> services,
        Duration answersKept,
        NodeOptions options) {
    /** How long answers are kept, unless it is set otherwise. */
    public static final Duration ONE_DAY = Duration.ofHours(24);

    /** The name of the settings file in the home of a node. */
    public static final String FILE = "node.json";

    public NodeSettings {
        services = List.copyOf(services);
        if (answersKept.toSeconds() < 1) {
            throw Problem.of("node_settings_invalid", 500, false, "Answers must be kept for at least one second");
        }
    }

    /** The same with other options. */
    public NodeSettings with(NodeOptions others) {
        return new NodeSettings(
                home,
                member,
                logOrigin,
                consumerPort,
                providerPort,
                registry,
                registryKey,
                database,
                services,
                answersKept,
                others);
    }

    /** The same, but watched and kept running as {@code other} says. */
    public NodeSettings with(Operations other) {
        return with(options.with(other));
    }

    /**
     * Where the register is.
     *
     * @param url the JDBC address
     * @param user the role that may read the views
     * @param password its password
     */
    public record Database(String url, String user, String password) {}

    /** Reads {@code node.json} in {@code home}. */
    public static NodeSettings read(Path home) {
        try {
            JsonNode json = CanonicalJson.MAPPER.readTree(Files.readString(home.resolve(FILE)));
            String member = text(json, "member");
            return new NodeSettings(
                    home,
                    member,
                    json.path("logOrigin").stringValue(originOf(member)),
                    json.path("consumerPort").intValue(0),
                    json.path("providerPort").intValue(0),
                    text(json, "registry"),
                    VerificationKey.ofBase64(text(json, "registryKey")),
                    json.has("database") ? Optional.of(database(json.get("database"), home)) : Optional.empty(),
                    services(json.path("services")),
                    Duration.parse(json.path("answersKept").stringValue(ONE_DAY.toString())),
                    NodeOptions.read(json, home));
        } catch (DateTimeParseException e) {
            throw Problem.of("node_settings_invalid", 500, false, "answersKept must be a time such as PT24H");
        } catch (IOException | JacksonException e) {
            throw Problem.unavailable("node_settings_unreadable", "The settings in " + home + " cannot be read", e);
        }
    }

    /** The name of a member's evidence log, unless it is set otherwise. */
    public static String originOf(String member) {
        return "exchange.qiao/" + member;
    }

    private static Database database(JsonNode json, Path home) throws IOException {
        String password = json.path("password").stringValue("");
        if (json.has("passwordFile")) {
            password =
                    Files.readString(home.resolve(text(json, "passwordFile"))).strip();
        }
        return new Database(text(json, "url"), text(json, "user"), password);
    }

    private static List<ServiceDeclaration> services(JsonNode json) {
        var services = new ArrayList<ServiceDeclaration>();
        for (JsonNode service : json) {
            services.add(new ServiceDeclaration(
                    text(service, "subsystem"),
                    text(service, "code"),
                    service.path("view").stringValue(""),
                    service.path("parameter").stringValue(""),
                    texts(service, "fields"),
                    texts(service, "people"),
                    service.path("titleZh").stringValue(""),
                    service.path("titleEn").stringValue(""),
                    service.path("upstream").stringValue(""),
                    service.path("passThrough").booleanValue(false)));
        }
        return services;
    }

    static List<String> texts(JsonNode json, String name) {
        return json.path(name).values().stream().map(JsonNode::stringValue).toList();
    }

    static String text(JsonNode json, String name) {
        String value = json.path(name).stringValue("");
        if (value.isEmpty()) {
            throw Problem.of("node_settings_invalid", 500, false, "The settings need a text named " + name);
        }
        return value;
    }
}
