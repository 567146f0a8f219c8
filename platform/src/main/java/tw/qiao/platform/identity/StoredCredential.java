package tw.qiao.platform.identity;

import com.webauthn4j.data.attestation.authenticator.AttestedCredentialData;
import java.util.UUID;

/**
 * What is kept of a passkey in order to verify its answers (credential record, WebAuthn Level 3, 4).
 *
 * @param credential the attested credential data as the authenticator made it: AAGUID, credential id, public key
 * @param counter the greatest signature counter that was accepted
 */
record StoredCredential(
        UUID id,
        UUID account,
        AttestedCredentialData credential,
        long counter,
        boolean backupEligible,
        boolean backupState,
        boolean suspended) {}
