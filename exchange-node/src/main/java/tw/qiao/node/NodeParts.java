package tw.qiao.node;

import tw.qiao.node.limit.Limits;
import tw.qiao.node.store.PrivateStore;

/**
 * What both sides of a node share.
 *
 * @param settings how the node is set up
 * @param registry who takes part in the exchange
 * @param store what the node keeps to itself
 * @param limits how much the node does at a time
 */
record NodeParts(NodeSettings settings, RegistryCache registry, PrivateStore store, Limits limits) {}
