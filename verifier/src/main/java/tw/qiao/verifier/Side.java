package tw.qiao.verifier;

import java.util.Map;
import java.util.Optional;
import tw.qiao.kernel.registry.Member;
import tw.qiao.kernel.registry.NodeAddress;

/**
 * One party's part of a bundle, once its entries are proved.
 *
 * @param role {@code consumer} or {@code provider}
 * @param entries its entries by kind
 */
record Side(String role, Member member, NodeAddress node, Map<String, Entry> entries) {
    /** What its entries say, as far as one of them does; a dash where none does. */
    String value(String name) {
        return entries.values().stream()
                .filter(entry -> entry.has(name))
                .map(entry -> entry.value(name))
                .findFirst()
                .orElse("-");
    }

    Optional<Entry> entry(String kind) {
        return Optional.ofNullable(entries.get(kind));
    }
}
