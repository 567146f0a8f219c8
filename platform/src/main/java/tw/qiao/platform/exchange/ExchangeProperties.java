package tw.qiao.platform.exchange;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the platform's own exchange node is.
 *
 * @param node its address for our own systems, for example {@code http://127.0.0.1:7001}
 * @param client our subsystem
 * @param registryKey the file of the public key that signs the registry, PEM or DER; empty when there is no exchange
 * @param patience how long an answer may take
 */
@ConfigurationProperties("qiao.exchange")
record ExchangeProperties(
        @DefaultValue("http://127.0.0.1:7001") String node,
        @DefaultValue("TW/GOV/QIAO/portal") String client,
        @DefaultValue("") String registryKey,
        @DefaultValue("12s") Duration patience) {}
