package tw.qiao.node.ocsp;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tw.qiao.kernel.Problem;
import tw.qiao.kernel.timestamp.AuthorityCertificate;

/**
 * How the certificates of other nodes are looked at, as {@code ocsp} in {@code node.json}.
 *
 * @param issuers whose answers count: the authorities that issue the certificates of nodes
 * @param refusesUnchecked whether a node is refused while the status of its certificate cannot be told
 */
public record OcspRule(List<X509Certificate> issuers, boolean refusesUnchecked) {
    public OcspRule {
        issuers = List.copyOf(issuers);
    }

    /** Reads the setting; the certificates lie in {@code home}. */
    public static OcspRule read(JsonNode json, Path home) {
        var issuers = json.path("issuers")
                .valueStream()
                .map(file -> AuthorityCertificate.read(home.resolve(file.stringValue(""))))
                .toList();
        return switch (json.path("unchecked").stringValue("alarm")) {
            case "alarm" -> new OcspRule(issuers, false);
            case "refuse" -> new OcspRule(issuers, true);
            default ->
                throw Problem.of("node_settings_invalid", 500, false, "unchecked of ocsp must be alarm or refuse");
        };
    }
}
