package tw.qiao.platform.exchange;

import java.net.URI;
import org.springframework.stereotype.Component;

/** Where the platform's own node is, for what takes whole files through it. */
@Component
public class OwnNode {
    private final ExchangeProperties properties;

    OwnNode(ExchangeProperties properties) {
        this.properties = properties;
    }

    /** Whether the platform takes part in an exchange at all. */
    public boolean isThere() {
        return !properties.registryKey().isEmpty();
    }

    /** Its address for the platform. */
    public URI address() {
        return URI.create(properties.node());
    }

    /** The platform's subsystem. */
    public String client() {
        return properties.client();
    }
}
