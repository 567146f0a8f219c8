package tw.qiao.platform.identity;

/**
 * An answer of a passkey that passed every check of a sign-in (WebAuthn Level 3, 7.2).
 *
 * @param counterWarning whether the counter of a synced passkey didn't grow, which is a signal but no proof of a copy
 */
record VerifiedAssertion(long counter, boolean backupState, boolean counterWarning) {}
