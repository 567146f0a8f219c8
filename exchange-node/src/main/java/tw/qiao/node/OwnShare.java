package tw.qiao.node;

import java.util.List;
import java.util.function.Supplier;
import tw.qiao.kernel.registry.Member;
import tw.qiao.kernel.registry.NodeAddress;
import tw.qiao.node.limit.Share;
import tw.qiao.node.registry.RegistryCache;

/** This node's part of its member's quotas, by the place that the registry gives it. */
final class OwnShare implements Supplier<Share> {
    private final RegistryCache registry;
    private final String member;
    private final String signingKey;

    OwnShare(RegistryCache registry, String member, String signingKey) {
        this.registry = registry;
        this.member = member;
        this.signingKey = signingKey;
    }

    @Override
    public Share get() {
        List<NodeAddress> nodes =
                registry.current().member(member).map(Member::nodes).orElse(List.of());
        for (int place = 0; place < nodes.size(); place++) {
            if (nodes.get(place).signingKey().id().equals(signingKey)) {
                return new Share(place, nodes.size());
            }
        }
        return Share.ALL;
    }
}
