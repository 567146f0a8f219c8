package tw.qiao.platform.identity;

import com.webauthn4j.WebAuthnManager;
import com.webauthn4j.converter.exception.DataConversionException;
import com.webauthn4j.converter.util.ObjectConverter;
import com.webauthn4j.credential.CredentialRecordImpl;
import com.webauthn4j.data.AuthenticationData;
import com.webauthn4j.data.AuthenticationParameters;
import com.webauthn4j.data.AuthenticationRequest;
import com.webauthn4j.data.PublicKeyCredentialParameters;
import com.webauthn4j.data.PublicKeyCredentialType;
import com.webauthn4j.data.RegistrationData;
import com.webauthn4j.data.RegistrationParameters;
import com.webauthn4j.data.RegistrationRequest;
import com.webauthn4j.data.attestation.authenticator.AttestedCredentialData;
import com.webauthn4j.data.attestation.authenticator.AuthenticatorData;
import com.webauthn4j.data.attestation.statement.COSEAlgorithmIdentifier;
import com.webauthn4j.data.attestation.statement.NoneAttestationStatement;
import com.webauthn4j.data.client.CollectedClientData;
import com.webauthn4j.data.client.Origin;
import com.webauthn4j.data.client.challenge.DefaultChallenge;
import com.webauthn4j.server.ServerProperty;
import com.webauthn4j.verifier.attestation.statement.androidkey.AndroidKeyAttestationStatementVerifier;
import com.webauthn4j.verifier.attestation.statement.apple.AppleAnonymousAttestationStatementVerifier;
import com.webauthn4j.verifier.attestation.statement.none.NoneAttestationStatementVerifier;
import com.webauthn4j.verifier.attestation.statement.packed.PackedAttestationStatementVerifier;
import com.webauthn4j.verifier.attestation.statement.tpm.TPMAttestationStatementVerifier;
import com.webauthn4j.verifier.attestation.statement.u2f.FIDOU2FAttestationStatementVerifier;
import com.webauthn4j.verifier.attestation.trustworthiness.certpath.NullCertPathTrustworthinessVerifier;
import com.webauthn4j.verifier.attestation.trustworthiness.self.NullSelfAttestationTrustworthinessVerifier;
import com.webauthn4j.verifier.exception.BadSignatureException;
import com.webauthn4j.verifier.exception.VerificationException;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.dataformat.cbor.CBORMapper;
import tw.qiao.kernel.CanonicalJson;
import tw.qiao.kernel.Problem;
import tw.qiao.platform.site.SiteProperties;

/**
 * Verifies what authenticators answer (WebAuthn Level 3, 7.1 and 7.2) for one origin, exactly the site's address. User
 * presence and verification are required. Makers of authenticators are not judged, but an attestation that is sent must
 * be right.
 */
@Component
class WebAuthn {
    /** What authenticators may sign with, the best first. */
    static final List<PublicKeyCredentialParameters> ALGORITHMS = List.of(
            offered(COSEAlgorithmIdentifier.ES256),
            offered(COSEAlgorithmIdentifier.EdDSA),
            offered(COSEAlgorithmIdentifier.RS256));

    private static final CBORMapper STRICT = CBORMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final ObjectConverter converter = new ObjectConverter(
            CanonicalJson.MAPPER,
            CBORMapper.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build());
    private final WebAuthnManager manager = manager(converter);
    private final WebAuthnManager managerOfSynced = manager(converter);
    private final Origin origin;
    private final String relyingParty;

    WebAuthn(SiteProperties site) {
        // The counter of a synced passkey is a signal, not a proof of a copy.
        managerOfSynced.getAuthenticationDataVerifier().setMaliciousCounterValueHandler(_ -> {});
        this.origin = new Origin(site.address());
        this.relyingParty = Objects.requireNonNull(URI.create(site.address()).getHost());
    }

    private static PublicKeyCredentialParameters offered(COSEAlgorithmIdentifier algorithm) {
        return new PublicKeyCredentialParameters(PublicKeyCredentialType.PUBLIC_KEY, algorithm);
    }

    /** The id of the relying party: the host of the site's address. */
    String relyingParty() {
        return relyingParty;
    }

    /** Verifies a registration; {@code takeChallenge} takes the challenge that it answers, or throws. */
    VerifiedRegistration verifyRegistration(PasskeyAnswer answer, Consumer<byte[]> takeChallenge) {
        byte[] attestation = answer.required("attestationObject");
        var request = new RegistrationRequest(attestation, answer.clientData());
        try {
            STRICT.readTree(attestation);
            RegistrationData data = manager.parse(request);
            ServerProperty server = accept(data.getCollectedClientData(), takeChallenge);
            manager.verify(data, new RegistrationParameters(server, ALGORITHMS, true, true));
            return registered(data);
        } catch (BadSignatureException refused) {
            throw WebAuthnProblems.attestation(refused);
        } catch (VerificationException refused) {
            throw WebAuthnProblems.of(refused);
        } catch (DataConversionException | JacksonException unreadable) {
            throw PasskeyAnswer.malformed("The answer of the authenticator cannot be read", unreadable);
        }
    }

    private static VerifiedRegistration registered(RegistrationData data) {
        AuthenticatorData<?> authenticator =
                Objects.requireNonNull(data.getAttestationObject()).getAuthenticatorData();
        AttestedCredentialData credential = Objects.requireNonNull(authenticator.getAttestedCredentialData());
        return new VerifiedRegistration(
                credential, authenticator.getSignCount(), authenticator.isFlagBE(), authenticator.isFlagBS());
    }

    /** What an answer claims about itself, before anything is verified. */
    AuthenticationData readAssertion(PasskeyAnswer answer) {
        try {
            return manager.parse(new AuthenticationRequest(
                    answer.credentialId(),
                    answer.optional("userHandle"),
                    answer.required("authenticatorData"),
                    answer.clientData(),
                    answer.required("signature")));
        } catch (DataConversionException | JacksonException unreadable) {
            throw PasskeyAnswer.malformed("The answer of the authenticator cannot be read", unreadable);
        }
    }

    /** Takes the challenge of an answer and gives what the answer is then verified against. */
    ServerProperty accept(@Nullable CollectedClientData client, Consumer<byte[]> takeChallenge) {
        if (client == null || client.getChallenge() == null) {
            throw Problem.invalid("webauthn_bad_challenge", "The answer has no challenge");
        }
        byte[] challenge = client.getChallenge().getValue();
        takeChallenge.accept(challenge);
        if (Boolean.TRUE.equals(client.getCrossOrigin()) || client.getTopOrigin() != null) {
            throw Problem.invalid("webauthn_cross_origin", "The answer was made inside another site");
        }
        return ServerProperty.builder()
                .origin(origin)
                .rpId(relyingParty)
                .challenge(new DefaultChallenge(challenge))
                .build();
    }

    /** Verifies the answer of a passkey, with the counter that the database holds. */
    VerifiedAssertion verifyAssertion(AuthenticationData data, ServerProperty server, StoredCredential stored) {
        var record = new CredentialRecordImpl(
                new NoneAttestationStatement(),
                true,
                stored.backupEligible(),
                stored.backupState(),
                stored.counter(),
                stored.credential(),
                null,
                null,
                null,
                null);
        try {
            (stored.backupEligible() ? managerOfSynced : manager)
                    .verify(data, new AuthenticationParameters(server, record, null, true, true));
        } catch (VerificationException refused) {
            throw WebAuthnProblems.of(refused);
        } catch (DataConversionException unreadable) {
            throw PasskeyAnswer.malformed("The answer of the authenticator cannot be read", unreadable);
        }
        AuthenticatorData<?> authenticator = Objects.requireNonNull(data.getAuthenticatorData());
        long counter = authenticator.getSignCount();
        boolean warning = (counter != 0 || stored.counter() != 0) && counter <= stored.counter();
        return new VerifiedAssertion(counter, authenticator.isFlagBS(), warning);
    }

    private static WebAuthnManager manager(ObjectConverter converter) {
        return new WebAuthnManager(
                List.of(
                        new NoneAttestationStatementVerifier(),
                        new PackedAttestationStatementVerifier(),
                        new FIDOU2FAttestationStatementVerifier(),
                        new TPMAttestationStatementVerifier(),
                        new AndroidKeyAttestationStatementVerifier(),
                        new AppleAnonymousAttestationStatementVerifier()),
                new NullCertPathTrustworthinessVerifier(),
                new NullSelfAttestationTrustworthinessVerifier(),
                converter);
    }
}
