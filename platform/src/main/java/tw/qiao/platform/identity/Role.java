package tw.qiao.platform.identity;

import tw.qiao.platform.site.Audience;

/** What a person may do on the platform. */
public enum Role {
    /** Applies, consents, sees her own data (民眾). */
    CITIZEN(Audience.CITIZEN),
    /** Decides cases of one agency (承辦人). */
    OFFICER(Audience.OFFICER),
    /** Studies de-identified data (分析人員). */
    ANALYST(Audience.ANALYST),
    /** Runs the platform (管理者). */
    ADMINISTRATOR(Audience.ADMINISTRATOR);

    private final Audience audience;

    Role(Audience audience) {
        this.audience = audience;
    }

    /** The pages that this role opens. */
    public Audience audience() {
        return audience;
    }
}
