package tw.qiao.node.timestamp;

import java.net.URI;
import java.security.cert.X509Certificate;
import java.util.Optional;

/**
 * A time-stamp authority (時戳機構) as a node's settings name it.
 *
 * @param url where it takes requests
 * @param certificate its certificate, or that of the authority that certified it
 * @param policy the policy that its stamps must name, where only one will do
 */
public record AuthorityAddress(URI url, X509Certificate certificate, Optional<String> policy) {}
