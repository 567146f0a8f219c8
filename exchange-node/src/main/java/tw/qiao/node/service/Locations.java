package tw.qiao.node.service;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.Set;
import tw.qiao.node.message.Fields;

/**
 * What a system behind a service says about addresses, as systems outside may see it: its own address becomes that of
 * the service, and one of its host that no service has is not told. Other addresses pass.
 */
final class Locations {
    private static final Set<String> FIELDS = Set.of("location", "content-location");

    private final URI base;
    private final String path;
    private final String service;

    Locations(URI base, String service) {
        this.base = base;
        this.path = base.getRawPath().endsWith("/")
                ? base.getRawPath().substring(0, base.getRawPath().length() - 1)
                : base.getRawPath();
        this.service = "/r1/" + service;
    }

    /** The fields of an answer, with addresses as they are outside. */
    Fields outside(Fields fields) {
        if (FIELDS.stream().noneMatch(fields::has)) {
            return fields;
        }
        var outside = new Fields();
        for (String name : fields.names()) {
            for (String line : fields.all(name)) {
                if (FIELDS.contains(name)) {
                    outside(line).ifPresent(address -> outside.add(name, address));
                } else {
                    outside.add(name, line);
                }
            }
        }
        return outside;
    }

    private Optional<String> outside(String address) {
        URI uri;
        try {
            uri = new URI(address);
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
        boolean own = uri.getRawAuthority() != null
                ? uri.getRawAuthority().equalsIgnoreCase(base.getRawAuthority())
                : uri.getRawPath() != null && uri.getRawPath().startsWith("/");
        if (!own) {
            return Optional.of(address);
        }
        String asked = uri.getRawPath();
        if (!asked.startsWith(path + "/") && !asked.equals(path)) {
            return Optional.empty();
        }
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        String fragment = uri.getRawFragment() == null ? "" : "#" + uri.getRawFragment();
        return Optional.of(service + asked.substring(path.length()) + query + fragment);
    }
}
