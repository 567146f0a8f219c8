package tw.qiao.platform.mydata;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import tw.qiao.kernel.Problem;
import tw.qiao.platform.site.Bilingual;

/** The catalogue of what agencies hold (資料目錄). */
@Component
public class DataItems {
    private static final String PURPOSE = "construction-firm-registration";
    private static final Bilingual PURPOSE_TEXT = text("申請綜合營造業登記", "Registration of a general construction firm");
    private static final String BASIS = "construction-industry-act-15";
    private static final Bilingual RETENTION = text(
            "隨申請案保存；未送出的草稿 30 天後刪除", "Kept with the application; a draft that is not sent is deleted after 30 days");

    private final Map<String, DataItem> items = new LinkedHashMap<>();

    DataItems() {
        add(household());
        add(firm());
        add(office());
        add(engineer());
        add(representations());
    }

    private void add(DataItem item) {
        items.put(item.id(), item);
    }

    private static DataItem household() {
        var fields = new LinkedHashMap<String, Bilingual>();
        fields.put("national_id", text("國民身分證統一編號", "National identification number"));
        fields.put("name", text("姓名", "Name"));
        fields.put("birth_date", text("出生日期", "Date of birth"));
        fields.put("address", text("戶籍地址", "Registered address"));
        return new DataItem(
                "household",
                text("負責人的戶籍資料", "Household record of the representative"),
                "TW/GOV/RIS",
                text("戶政機關", "Household registration"),
                "TW/GOV/RIS/household/persons",
                "applicant",
                Map.of("national_id", "applicant"),
                fields,
                "",
                PURPOSE,
                PURPOSE_TEXT,
                text("營造業法第15條（負責人身分證明）", "Construction Industry Act, Article 15 (identity of the representative)"),
                BASIS,
                RETENTION);
    }

    private static DataItem firm() {
        var fields = new LinkedHashMap<String, Bilingual>();
        fields.put("unified_no", text("統一編號", "Unified business number"));
        fields.put("name", text("公司名稱", "Name of the firm"));
        fields.put("representative_id", text("代表人國民身分證統一編號", "National id of the representative"));
        fields.put("capital", text("資本額", "Capital"));
        fields.put("address", text("公司地址", "Address of the firm"));
        return new DataItem(
                "firm",
                text("公司登記與資本額", "Firm and its capital"),
                "TW/GOV/NLMA",
                text("國土管理機關（營建）", "Construction administration"),
                "TW/GOV/NLMA/construction/firms",
                "unified-number",
                Map.of("representative_id", "applicant", "unified_no", "unified-number"),
                fields,
                "",
                PURPOSE,
                PURPOSE_TEXT,
                text("營造業法第7條、第15條（資本額）", "Construction Industry Act, Articles 7 and 15 (capital)"),
                BASIS,
                RETENTION);
    }

    private static DataItem office() {
        var fields = new LinkedHashMap<String, Bilingual>();
        fields.put("owner_no", text("權利人統一編號", "Number of the owner"));
        fields.put("right_kind", text("權利種類", "Kind of right"));
        fields.put("subject_no", text("建號或地號", "Building or parcel number"));
        fields.put("address", text("門牌", "Address"));
        return new DataItem(
                "office",
                text("營業處所的房地權利", "Right to the office"),
                "TW/GOV/LAND",
                text("地政機關", "Land administration"),
                "TW/GOV/LAND/cadastre/rights",
                "unified-number",
                Map.of("owner_no", "unified-number"),
                fields,
                "firm",
                PURPOSE,
                PURPOSE_TEXT,
                text("營造業法第15條（營業處所）", "Construction Industry Act, Article 15 (place of business)"),
                BASIS,
                RETENTION);
    }

    private static DataItem engineer() {
        var fields = new LinkedHashMap<String, Bilingual>();
        fields.put("licence_no", text("執業執照字號", "Licence number"));
        fields.put("name", text("姓名", "Name"));
        fields.put("discipline", text("科別", "Discipline"));
        fields.put("expires", text("執照到期日", "Licence expires"));
        fields.put("firm_unified_no", text("受聘公司統一編號", "Number of the employing firm"));
        return new DataItem(
                "engineer",
                text("專任工程人員的執照", "Licence of the full-time engineer"),
                "TW/GOV/NLMA",
                text("國土管理機關（營建）", "Construction administration"),
                "TW/GOV/NLMA/construction/technicians",
                "engineer-licence",
                Map.of("licence_no", "engineer-licence", "firm_unified_no", "unified-number"),
                fields,
                "",
                PURPOSE,
                PURPOSE_TEXT,
                text("營造業法第7條、第34條（專任工程人員）", "Construction Industry Act, Articles 7 and 34 (full-time engineer)"),
                BASIS,
                RETENTION);
    }

    private static DataItem representations() {
        var fields = new LinkedHashMap<String, Bilingual>();
        fields.put("national_id", text("代表人國民身分證統一編號", "National id of the representative"));
        fields.put("unified_no", text("統一編號", "Unified business number"));
        fields.put("name", text("公司名稱", "Name of the firm"));
        return new DataItem(
                "representations",
                text("您代表的公司", "Firms that you represent"),
                "TW/GOV/NLMA",
                text("國土管理機關（營建）", "Construction administration"),
                "TW/GOV/NLMA/construction/representatives",
                "applicant",
                Map.of("national_id", "applicant"),
                fields,
                "",
                PURPOSE,
                PURPOSE_TEXT,
                text("營造業法第15條（負責人）", "Construction Industry Act, Article 15 (representative)"),
                BASIS,
                text("只用來讓您挑選公司，不另保存", "Only to let you choose the firm; not kept"));
    }

    private static Bilingual text(String zh, String en) {
        return new Bilingual(zh, en);
    }

    /** Every item. */
    public List<DataItem> all() {
        return List.copyOf(items.values());
    }

    /** The item with this id, if the catalogue has it. */
    public Optional<DataItem> find(String id) {
        return Optional.ofNullable(items.get(id));
    }

    /** The item with this id. */
    public DataItem item(String id) {
        return find(id).orElseThrow(() -> Problem.notFound("data_item_unknown", "The catalogue has no such data item"));
    }
}
