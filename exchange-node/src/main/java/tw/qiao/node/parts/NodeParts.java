package tw.qiao.node.parts;

import tw.qiao.node.limit.Limits;
import tw.qiao.node.registry.RegistryCache;
import tw.qiao.node.settings.NodeSettings;
import tw.qiao.node.spool.Room;
import tw.qiao.node.store.PrivateStore;

/**
 * What both sides of a node share.
 *
 * @param settings how the node is set up
 * @param registry who takes part in the exchange
 * @param store what the node keeps to itself
 * @param limits how much the node does at a time
 * @param room where bodies go
 */
public record NodeParts(NodeSettings settings, RegistryCache registry, PrivateStore store, Limits limits, Room room) {}
