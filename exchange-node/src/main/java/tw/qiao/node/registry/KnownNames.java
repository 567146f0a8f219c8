package tw.qiao.node.registry;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tw.qiao.kernel.registry.Registry;

/**
 * The names of the registry under which exchanges may be counted. A caller could write anything where a name belongs, a
 * person's number too, so every other is {@value #OTHER}.
 */
public final class KnownNames {
    static final String OTHER = "other";
    private static final List<String> METASERVICES = List.of("/findUsage", "/listMethods", "/getOpenAPI");
    private static final int SLASHES_OF_A_SERVICE = 4;
    private static final int LONGEST_CODE = 64;

    private final RegistryCache cache;
    private volatile Names names;

    private record Names(long registry, Set<String> services, Set<String> clients) {}

    public KnownNames(RegistryCache cache) {
        this.cache = cache;
        this.names = names(cache.newest());
    }

    private static Names names(Registry registry) {
        var services = new HashSet<String>();
        var clients = new HashSet<String>();
        registry.grants().forEach(grant -> services.add(grant.service()));
        for (var member : registry.members()) {
            for (String code : member.subsystems()) {
                String subsystem = member.id() + "/" + code;
                clients.add(subsystem);
                METASERVICES.forEach(name -> services.add(subsystem + name));
            }
        }
        return new Names(registry.number(), services, clients);
    }

    private Names current() {
        var registry = cache.newest();
        var known = names;
        if (known.registry() != registry.number()) {
            known = names(registry);
            names = known;
        }
        return known;
    }

    /** The service that {@code path} asks, {@code /r1/TW/GOV/RIS/household/persons/…}. */
    public String serviceOfPath(String path) {
        int start = path.indexOf('/', 1) + 1;
        int end = start;
        for (int slashes = 0; end < path.length(); end++) {
            if (path.charAt(end) == '/' && ++slashes > SLASHES_OF_A_SERVICE) {
                break;
            }
        }
        return service(path.substring(start, end));
    }

    String service(String name) {
        return current().services().contains(name) ? name : OTHER;
    }

    public String client(List<String> field) {
        return field.size() == 1 && current().clients().contains(field.getFirst()) ? field.getFirst() : OTHER;
    }

    /** A code of an outcome: words and dots. Other nodes could write anything there. */
    public static String code(String code) {
        if (code.length() > LONGEST_CODE) {
            return OTHER;
        }
        for (int i = 0; i < code.length(); i++) {
            char c = code.charAt(i);
            if (!((c >= 'a' && c <= 'z') || c == '_' || c == '.')) {
                return OTHER;
            }
        }
        return code;
    }
}
