package tw.qiao.node.health;

import java.net.URI;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import tw.qiao.kernel.registry.Registry;
import tw.qiao.node.operations.Finding;
import tw.qiao.node.settings.NodeSettings;

/**
 * Whether the certificate has the name in the node's address. Nodes look at keys alone; what stands between them may
 * look at names too.
 */
final class ServerName {
    private static final int DNS_NAME = 2;

    private ServerName() {}

    /** What is amiss, if the registry names the node by a name that the certificate lacks. */
    static Optional<Finding> check(Registry registry, NodeSettings settings, X509Certificate certificate) {
        return registry.members().stream()
                .flatMap(member -> member.nodes().stream())
                .filter(node -> node.logOrigin().equals(settings.logOrigin()))
                .map(node -> String.valueOf(URI.create(node.url()).getHost()).toLowerCase(Locale.ROOT))
                .filter(host -> isName(host) && names(certificate).noneMatch(name -> isFor(name, host)))
                .map(host -> Finding.degraded("certificate", "othername", host))
                .findFirst();
    }

    private static boolean isName(String host) {
        return !host.startsWith("[") && !host.matches("[0-9.]+") && !host.equals("null");
    }

    private static boolean isFor(String name, String host) {
        return name.equals(host)
                || (name.startsWith("*.")
                        && host.indexOf('.') > 0
                        && host.substring(host.indexOf('.')).equals(name.substring(1)));
    }

    private static Stream<String> names(X509Certificate certificate) {
        try {
            Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            return names == null
                    ? Stream.empty()
                    : names.stream()
                            .filter(name -> Integer.valueOf(DNS_NAME).equals(name.get(0)))
                            .map(name -> String.valueOf(name.get(1)).toLowerCase(Locale.ROOT));
        } catch (CertificateParsingException unreadable) {
            return Stream.empty();
        }
    }
}
