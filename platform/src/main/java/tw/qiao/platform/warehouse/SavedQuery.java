package tw.qiao.platform.warehouse;

import java.util.UUID;

/** A statement that an analyst keeps under a name. */
public record SavedQuery(UUID id, String name, String statement) {}
