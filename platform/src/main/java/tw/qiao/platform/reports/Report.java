package tw.qiao.platform.reports;

import java.util.Optional;
import java.util.UUID;

/**
 * A report of the centre.
 *
 * @param key by which its address names it: a word for those that come with the platform, an id for others
 * @param owner who made it; empty for those that come with the platform
 */
public record Report(String key, Optional<UUID> owner, ReportDeclaration declaration) {}
