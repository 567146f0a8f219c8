package tw.qiao.platform.identity;

import com.webauthn4j.verifier.exception.BadAaguidException;
import com.webauthn4j.verifier.exception.BadAlgorithmException;
import com.webauthn4j.verifier.exception.BadAttestationStatementException;
import com.webauthn4j.verifier.exception.BadBackupEligibleFlagException;
import com.webauthn4j.verifier.exception.BadChallengeException;
import com.webauthn4j.verifier.exception.BadOriginException;
import com.webauthn4j.verifier.exception.BadRpIdException;
import com.webauthn4j.verifier.exception.BadSignatureException;
import com.webauthn4j.verifier.exception.BadTopOriginException;
import com.webauthn4j.verifier.exception.CertificateException;
import com.webauthn4j.verifier.exception.CredentialIdTooLongException;
import com.webauthn4j.verifier.exception.CrossOriginException;
import com.webauthn4j.verifier.exception.IllegalBackupStateException;
import com.webauthn4j.verifier.exception.InconsistentClientDataTypeException;
import com.webauthn4j.verifier.exception.KeyDescriptionValidationException;
import com.webauthn4j.verifier.exception.MaliciousCounterValueException;
import com.webauthn4j.verifier.exception.MissingChallengeException;
import com.webauthn4j.verifier.exception.NotAllowedAlgorithmException;
import com.webauthn4j.verifier.exception.NotAllowedCredentialIdException;
import com.webauthn4j.verifier.exception.PublicKeyMismatchException;
import com.webauthn4j.verifier.exception.SelfAttestationProhibitedException;
import com.webauthn4j.verifier.exception.TrustAnchorNotFoundException;
import com.webauthn4j.verifier.exception.UserNotPresentException;
import com.webauthn4j.verifier.exception.UserNotVerifiedException;
import com.webauthn4j.verifier.exception.VerificationException;
import tw.qiao.kernel.Problem;

/** The one stable code for each check that an answer of an authenticator fails. */
final class WebAuthnProblems {
    static final String COUNTER_REGRESSION = "webauthn_counter_regression";

    private WebAuthnProblems() {}

    static Problem of(VerificationException refused) {
        Problem problem = switch (refused) {
            case BadSignatureException _ ->
                Problem.unauthenticated("webauthn_bad_signature", "The signature does not verify");
            case MaliciousCounterValueException _ ->
                Problem.unauthenticated(COUNTER_REGRESSION, "The counter did not grow; the key may be copied");
            default -> Problem.invalid(code(refused), "The answer of the authenticator fails a check");
        };
        problem.initCause(refused);
        return problem;
    }

    /** A registration has no signature but that of its attestation. */
    static Problem attestation(BadSignatureException refused) {
        Problem problem = Problem.invalid("webauthn_attestation", "The attestation does not verify");
        problem.initCause(refused);
        return problem;
    }

    private static String code(VerificationException refused) {
        return switch (refused) {
            case NotAllowedCredentialIdException _ -> "webauthn_credential_not_allowed";
            case InconsistentClientDataTypeException _ -> "webauthn_bad_type";
            case BadChallengeException _ -> "webauthn_bad_challenge";
            case MissingChallengeException _ -> "webauthn_bad_challenge";
            case BadOriginException _ -> "webauthn_bad_origin";
            case CrossOriginException _ -> "webauthn_cross_origin";
            case BadTopOriginException _ -> "webauthn_cross_origin";
            case BadRpIdException _ -> "webauthn_bad_rp";
            case UserNotPresentException _ -> "webauthn_uv_required";
            case UserNotVerifiedException _ -> "webauthn_uv_required";
            case IllegalBackupStateException _ -> "webauthn_bad_backup_flags";
            case BadBackupEligibleFlagException _ -> "webauthn_bad_backup_flags";
            case NotAllowedAlgorithmException _ -> "webauthn_bad_alg";
            case BadAlgorithmException _ -> "webauthn_bad_alg";
            case CredentialIdTooLongException _ -> "webauthn_credential_id";
            default -> isAboutAttestation(refused) ? "webauthn_attestation" : "webauthn_malformed";
        };
    }

    private static boolean isAboutAttestation(VerificationException refused) {
        return refused instanceof BadAttestationStatementException
                || refused instanceof SelfAttestationProhibitedException
                || refused instanceof TrustAnchorNotFoundException
                || refused instanceof BadAaguidException
                || refused instanceof CertificateException
                || refused instanceof KeyDescriptionValidationException
                || refused instanceof PublicKeyMismatchException;
    }
}
