package tw.qiao.platform.mydata;

import java.time.Instant;
import java.util.UUID;

/** Something happened to a consent that the evidence log must hold. Carries a salted commitment, no personal data. */
sealed interface ConsentChange {
    /** The consent's id. */
    UUID consent();

    /** When it happened. */
    Instant at();

    /** What the log calls it. */
    String kind();

    /** What the entry is kept under, so that a redelivery does not log it again. */
    String key();

    /** A person consented. {@code commitment} is base64 of SHA-256 over salt and document. */
    record Given(UUID consent, int agreement, String commitment, Instant at) implements ConsentChange {
        @Override
        public String kind() {
            return "consent-given";
        }

        @Override
        public String key() {
            return "consent-given/" + consent;
        }
    }

    /** One of its items was asked for. */
    record Used(UUID consent, String item, UUID exchangeId, String outcome, Instant at) implements ConsentChange {
        @Override
        public String kind() {
            return "consent-used";
        }

        @Override
        public String key() {
            return "consent-used/" + exchangeId;
        }
    }

    /** The person withdrew it. */
    record Withdrawn(UUID consent, Instant at) implements ConsentChange {
        @Override
        public String kind() {
            return "consent-withdrawn";
        }

        @Override
        public String key() {
            return "consent-withdrawn/" + consent;
        }
    }
}
