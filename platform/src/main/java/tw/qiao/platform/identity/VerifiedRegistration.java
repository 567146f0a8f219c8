package tw.qiao.platform.identity;

import com.webauthn4j.data.attestation.authenticator.AttestedCredentialData;

/** A new credential that passed every check of a registration (WebAuthn Level 3, 7.1). */
record VerifiedRegistration(
        AttestedCredentialData credential, long counter, boolean backupEligible, boolean backupState) {}
