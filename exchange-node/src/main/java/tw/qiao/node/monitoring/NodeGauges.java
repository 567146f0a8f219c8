package tw.qiao.node.monitoring;

import tw.qiao.kernel.log.EvidenceLog;
import tw.qiao.node.operations.Metrics;
import tw.qiao.node.registry.RegistryCache;
import tw.qiao.node.trace.Tracer;
import tw.qiao.node.witness.Witnessing;

/** The measurements that are looked up when somebody asks. */
public final class NodeGauges {
    private NodeGauges() {}

    public static void add(
            Metrics metrics, RegistryCache registry, EvidenceLog log, Witnessing witnessing, Tracer tracer) {
        metrics.gauge("qiao_log_entries", "Entries of the evidence log", log::size);
        metrics.gauge("qiao_log_queue", "Entries that wait to be written", log::queued);
        metrics.gauge("qiao_log_writable", "Whether entries can be written", () -> log.isWritable() ? 1 : 0);
        metrics.gauge(
                "qiao_log_shown_timestamp_seconds",
                "When the world was last shown a checkpoint",
                () -> witnessing.shownAt().getEpochSecond());
        metrics.gauge(
                "qiao_witnesses",
                "Witnesses of the log",
                () -> witnessing.quorum().witnesses());
        metrics.gauge(
                "qiao_witnesses_cosigned",
                "Witnesses that cosigned the newest checkpoint",
                () -> witnessing.quorum().cosigned());
        metrics.gauge(
                "qiao_registry_number",
                "The number of the registry in use",
                () -> registry.newest().number());
        metrics.gauge(
                "qiao_registry_valid_until_timestamp_seconds",
                "When the registry in use ends",
                () -> registry.newest().validUntil().getEpochSecond());
        metrics.gauge("qiao_trace_queue", "Spans that wait to be sent", tracer::queued);
        metrics.counter("qiao_trace_dropped_total", "Spans that were dropped", tracer::dropped);
    }
}
