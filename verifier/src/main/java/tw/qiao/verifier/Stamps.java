package tw.qiao.verifier;

import tw.qiao.kernel.Problem;
import tw.qiao.kernel.timestamp.AuthorityCertificate;
import tw.qiao.kernel.timestamp.TimeStampToken;

/** Checks time stamps and says by whom they are. */
final class Stamps {
    private final Trust trust;
    private final Report report;

    Stamps(Trust trust, Report report) {
        this.trust = trust;
        this.report = report;
    }

    void check(String key, byte[] token, byte[] data) {
        check(key, TimeStampToken.parse(token), data);
    }

    void check(String key, TimeStampToken token, byte[] data) {
        if (!token.info().isOver(data)) {
            throw Problem.forbidden("time_stamp_wrong_imprint", "A time stamp is over other data");
        }
        var signer = token.signer();
        String name = signer.getSubjectX500Principal().getName();
        if (trust.registryKey().isEmpty()) {
            report.proved(key, token.info().time(), name);
            report.open("stamp.authority.unchecked", name);
        } else if (AuthorityCertificate.isTrusted(token, trust.authorities())) {
            report.proved(key, token.info().time(), name);
        } else {
            report.refuted("stamp.authority.unknown", name);
        }
    }
}
