package tw.qiao.analytics.intake;

import java.util.Locale;
import tw.qiao.kernel.Problem;

/** Why the exchange gave nothing, and what to do about it, by the last word of its code of either generation. */
enum ExchangeRefusal {
    ACCESS_DENIED(
            "提供機關沒有就此服務、目的及依據授權，或授權已失效；請向提供機關申請授權",
            "the provider grants this service for this purpose and basis to nobody here, or does not any more; ask it"
                    + " for a grant"),
    QUOTA_EXCEEDED("已達授權的用量上限，請於下一期間再試", "the grant's quota is used up; ask again in its next period"),
    TOO_MANY_REQUESTS("查詢過於頻繁，請稍候再試", "too much was asked at once; ask again later"),
    UNKNOWN_MEMBER("資料交換沒有這個機關或系統，請檢查 member 及 subsystem", "the exchange has no such member or subsystem; check both"),
    UNKNOWN_SERVICE("提供機關沒有這項服務，請檢查 service", "the provider offers no such service; check its name"),
    SERVICE_NOT_FOUND("提供機關沒有這項服務，請檢查 service", "the provider offers no such service; check its name"),
    BODY_TOO_LARGE("資料超過節點可傳送的大小，請分批取得", "the data set is larger than a node carries; ask for it in parts"),
    DUPLICATE_ID("同一交換編號已用於其他要求，請重新取得", "the exchange id was used for another request; ask anew"),
    GLOBAL_CONF_OUTDATED("節點的登錄資料已過期，請聯絡管理人員", "the node's registry has expired; tell who runs it"),
    NETWORK_ERROR("提供機關的節點或系統沒有回應，請稍候再試", "the provider's node or system does not answer; ask again later"),
    TIMEOUT("提供機關的節點或系統沒有回應，請稍候再試", "the provider's node or system does not answer; ask again later"),
    CIRCUIT_OPEN("提供機關的系統連續失敗，暫停呼叫中，請稍候再試", "the provider's system failed repeatedly; ask again later"),
    OVERLOADED("節點忙碌，請稍候再試", "the node is busy; ask again later"),
    OTHER("請依錯誤代碼洽詢節點管理人員", "ask who runs the node about the code");

    private static final int LONGEST = 120;

    private final String chinese;
    private final String english;

    ExchangeRefusal(String chinese, String english) {
        this.chinese = chinese;
        this.english = english;
    }

    /** A problem that says what {@code code} means; it comes from others, so only a code is repeated. */
    static Problem problem(String code) {
        String shown = code.length() <= LONGEST && code.matches("[A-Za-z0-9._-]+") ? code : "?";
        ExchangeRefusal refusal = of(shown);
        return Problem.invalid(
                "intake_exchange",
                "資料交換未提供資料：" + refusal.chinese + "（" + shown + "）。 The exchange gave nothing: " + refusal.english);
    }

    private static ExchangeRefusal of(String code) {
        String last = folded(code.substring(code.lastIndexOf('.') + 1));
        for (ExchangeRefusal refusal : values()) {
            if (folded(refusal.name()).equals(last)) {
                return refusal;
            }
        }
        return OTHER;
    }

    private static String folded(String word) {
        return word.replace("_", "").toLowerCase(Locale.ROOT);
    }
}
