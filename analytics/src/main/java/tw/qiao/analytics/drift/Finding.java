package tw.qiao.analytics.drift;

/**
 * One difference of a batch from the one before it.
 *
 * @param difference what was and what is, in both languages
 */
public record Finding(String batch, String difference, Verdict verdict) {}
