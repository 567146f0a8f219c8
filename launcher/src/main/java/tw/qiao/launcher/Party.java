package tw.qiao.launcher;

import java.util.List;

/**
 * An agency of the demo (示範機關) with the register that it shares, or the platform itself, which shares none.
 *
 * @param code the member's code, for example {@code RIS}
 * @param subsystem the code of its system
 * @param schema the schema of its register; empty for the platform
 */
record Party(String code, String subsystem, String nameZh, String nameEn, String schema, List<Service> services) {
    /**
     * A declared view of the register.
     *
     * @param code the service's code, for example {@code persons}
     * @param parameter the column by which it is asked, for example {@code national_id}
     * @param fields the columns that it offers
     * @param people the columns with the number of a person, whose data each row is too
     * @param use for what the demo's portal may ask it
     */
    record Service(
            String code,
            String parameter,
            List<String> fields,
            List<String> people,
            String titleZh,
            String titleEn,
            Use use) {
        String view(String schema) {
            return schema + ".api_" + code;
        }
    }

    /** For what, and by which law, the demo's portal may ask a service. */
    enum Use {
        NONE("", ""),
        REGISTRATION("construction-firm-registration", "construction-industry-act-15"),
        STATISTICS("statistics-collection", "statistics-act-19");

        final String purpose;
        final String basis;

        Use(String purpose, String basis) {
            this.purpose = purpose;
            this.basis = basis;
        }
    }

    /** The parties of the demo, the platform first. */
    static final List<Party> ALL = List.of(
            new Party("QIAO", "portal", "橋 Qiao 平臺", "Qiao platform", "", List.of()),
            new Party(
                    "RIS",
                    "household",
                    "戶政機關",
                    "Household Registration",
                    "household",
                    List.of(
                            new Service(
                                    "persons",
                                    "national_id",
                                    List.of(
                                            "national_id",
                                            "name",
                                            "sex",
                                            "birth_date",
                                            "household_no",
                                            "relation",
                                            "marital_status",
                                            "village_code",
                                            "address"),
                                    List.of("national_id"),
                                    "戶籍資料",
                                    "Household record",
                                    Use.REGISTRATION),
                            new Service(
                                    "township_population",
                                    "month",
                                    List.of(
                                            "month",
                                            "township_code",
                                            "county",
                                            "township",
                                            "households",
                                            "people",
                                            "men",
                                            "women"),
                                    List.of(),
                                    "各鄉鎮市區人口",
                                    "Population by township",
                                    Use.STATISTICS))),
            new Party(
                    "LAND",
                    "cadastre",
                    "地政機關",
                    "Land Administration",
                    "land",
                    List.of(new Service(
                            "rights",
                            "owner_no",
                            List.of(
                                    "owner_no",
                                    "right_kind",
                                    "subject_no",
                                    "address",
                                    "area_m2",
                                    "share_numerator",
                                    "share_denominator",
                                    "registered"),
                            List.of("owner_no"),
                            "不動產權利",
                            "Rights in land and buildings",
                            Use.REGISTRATION))),
            new Party(
                    "NLMA",
                    "construction",
                    "營建管理機關",
                    "Construction Administration",
                    "construction",
                    List.of(
                            new Service(
                                    "firms",
                                    "unified_no",
                                    List.of(
                                            "unified_no",
                                            "name",
                                            "representative_id",
                                            "capital",
                                            "address",
                                            "established",
                                            "kind"),
                                    List.of("representative_id"),
                                    "公司登記資料",
                                    "Firm record",
                                    Use.REGISTRATION),
                            new Service(
                                    "representatives",
                                    "national_id",
                                    List.of("national_id", "unified_no", "name", "capital"),
                                    List.of("national_id"),
                                    "代表人所代表之公司",
                                    "Firms that a person represents",
                                    Use.REGISTRATION),
                            new Service(
                                    "technicians",
                                    "licence_no",
                                    List.of(
                                            "licence_no",
                                            "name",
                                            "discipline",
                                            "kind",
                                            "issued",
                                            "expires",
                                            "firm_unified_no"),
                                    List.of("national_id"),
                                    "專任工程人員證書",
                                    "Engineer licence",
                                    Use.REGISTRATION))),
            new Party(
                    "WELFARE",
                    "benefits",
                    "社政機關",
                    "Social Welfare",
                    "welfare",
                    List.of(new Service(
                            "statuses",
                            "national_id",
                            List.of("national_id", "kind", "category", "valid_from", "valid_to"),
                            List.of("national_id"),
                            "福利身分",
                            "Welfare status",
                            Use.NONE))));

    /** The member's id, for example {@code TW/GOV/RIS}. */
    String member() {
        return "TW/GOV/" + code;
    }

    /** Whether this is an agency with a register, and not the platform. */
    boolean isAgency() {
        return !schema.isEmpty();
    }
}
