package tw.qiao.analytics.drift;

/** What becomes of a batch that differs. */
public enum Verdict {
    ACCEPT("接受", "accepted"),
    /** It waits until somebody imports it again and accepts the difference. */
    HOLD("暫停", "held"),
    /** As held, and each difference is in the file of what was set aside. */
    QUARANTINE("隔離", "set aside");

    private final String chinese;
    private final String english;

    Verdict(String chinese, String english) {
        this.chinese = chinese;
        this.english = english;
    }

    /** What it is, in both languages. */
    public String label() {
        return chinese + " " + english;
    }
}
