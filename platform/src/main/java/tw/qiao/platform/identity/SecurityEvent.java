package tw.qiao.platform.identity;

import java.time.Instant;

/**
 * Something that happened to the safety of an account, as its owner sees it.
 *
 * @param byAdministrator whether somebody who runs the platform did it
 */
public record SecurityEvent(String kind, String client, Instant at, boolean byAdministrator) {}
