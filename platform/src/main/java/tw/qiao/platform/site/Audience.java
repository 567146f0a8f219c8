package tw.qiao.platform.site;

/** Who a page is for. */
public enum Audience {
    /** Anyone, signed in or not. */
    EVERYONE,
    /** Anyone who is signed in. */
    SIGNED_IN,
    /** People who apply and look after their own data (民眾). */
    CITIZEN,
    /** Case officers of an agency (承辦人). */
    OFFICER,
    /** People who study data (分析人員). */
    ANALYST,
    /** People who run the platform (管理者). */
    ADMINISTRATOR
}
