package tw.qiao.platform.evidence;

/**
 * How far the witnesses of the log have come.
 *
 * @param witnesses those that are asked
 * @param cosigned those that cosigned the newest checkpoint
 * @param isEnough whether these are as many as the policy asks for
 */
public record Seen(int witnesses, int cosigned, boolean isEnough) {}
