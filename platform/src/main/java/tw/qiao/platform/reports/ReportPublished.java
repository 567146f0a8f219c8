package tw.qiao.platform.reports;

import java.util.UUID;

/** A run is done and its files are kept. */
public record ReportPublished(UUID run) {}
