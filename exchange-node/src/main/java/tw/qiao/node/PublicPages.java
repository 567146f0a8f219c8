package tw.qiao.node;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import tw.qiao.kernel.log.EvidenceLog;
import tw.qiao.kernel.registry.Revocations;
import tw.qiao.node.listener.Reply;
import tw.qiao.node.message.Body;
import tw.qiao.node.registry.RegistryCache;
import tw.qiao.node.settings.NodeSettings;

/** What anybody may read: the registry, and the log with nothing but commitments in it. */
final class PublicPages {
    /** The field by which an answer says how long caches may keep it. */
    static final String CACHE = "cache-control";

    private static final String LOG = "/log/";

    private final NodeSettings settings;
    private final RegistryCache registry;
    private final EvidenceLog log;

    PublicPages(NodeSettings settings, RegistryCache registry, EvidenceLog log) {
        this.settings = settings;
        this.registry = registry;
        this.log = log;
    }

    Optional<Reply> find(String path) {
        if (path.equals("/registry")) {
            return Optional.of(Reply.json(200, registry.signed()));
        }
        if (path.equals("/" + Revocations.FILE) && !registry.signedRevocations().isEmpty()) {
            return Optional.of(Reply.json(200, registry.signedRevocations()));
        }
        if (path.startsWith(LOG)) {
            return Optional.of(logFile(path.substring(LOG.length())));
        }
        return Optional.empty();
    }

    private Reply logFile(String name) {
        var file = log.file(name);
        if (file.isEmpty()) {
            return missing();
        }
        boolean checkpoint = name.equals("checkpoint");
        return Reply.of(200, checkpoint ? "text/plain; charset=utf-8" : "application/octet-stream", Body.of(file.get()))
                .with(CACHE, checkpoint ? "no-cache" : cacheOf(name));
    }

    /** No file of that name is there yet, which no cache shall remember. */
    static Reply missing() {
        return Reply.of(404, "text/plain", Body.of("There is no such file".getBytes(StandardCharsets.UTF_8)))
                .with(CACHE, "no-store");
    }

    /** All tiles stay as they are, but only full ones are asked for by many. */
    private static String cacheOf(String tile) {
        return tile.contains(".p/") ? "public, max-age=60" : "public, max-age=31536000, immutable";
    }

    /** The OpenAPI document of a service of this node, by {@code member/subsystem/service}. */
    String openApi(String name, Services services) {
        String member = settings.member();
        String prefix = member.substring(0, member.lastIndexOf('/') + 1);
        return services.find(prefix + name).openApi().toString();
    }
}
