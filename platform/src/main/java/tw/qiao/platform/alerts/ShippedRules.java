package tw.qiao.platform.alerts;

import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import tw.qiao.platform.alerts.Terms.Comparison;
import tw.qiao.platform.alerts.Terms.Direction;
import tw.qiao.platform.alerts.Terms.Due;
import tw.qiao.platform.alerts.Terms.Figure;
import tw.qiao.platform.alerts.Terms.Kind;
import tw.qiao.platform.alerts.Terms.Limit;
import tw.qiao.platform.alerts.Terms.Severity;
import tw.qiao.platform.alerts.Terms.Step;
import tw.qiao.platform.site.Bilingual;

/** Rules for the tables of the demonstration. */
@Component
@ConditionalOnBooleanProperty("qiao.site.demo")
class ShippedRules {
    static final UUID DEATHS = UUID.fromString("0a1e0000-0000-4000-8000-000000000001");
    static final UUID ACCIDENTS = UUID.fromString("0a1e0000-0000-4000-8000-000000000002");
    static final UUID LATE = UUID.fromString("0a1e0000-0000-4000-8000-000000000003");
    static final UUID IMPORTS = UUID.fromString("0a1e0000-0000-4000-8000-000000000004");
    static final UUID DRIFT = UUID.fromString("0a1e0000-0000-4000-8000-000000000005");
    static final UUID ROWS = UUID.fromString("0a1e0000-0000-4000-8000-000000000006");

    private static final List<Step> CHAIN =
            List.of(new Step(0, Recipients.ANALYSTS), new Step(24, Recipients.ADMINISTRATORS));

    private final Rules rules;

    ShippedRules(Rules rules) {
        this.rules = rules;
    }

    @EventListener(ApplicationReadyEvent.class)
    void ship() {
        rules.ship(DEATHS, deaths());
        rules.ship(ACCIDENTS, accidents());
        rules.ship(
                LATE,
                new Terms(
                        Kind.MISSING,
                        new Bilingual("村里動態登記逾期未到", "Vital events by village are late"),
                        Severity.WARNING,
                        "vital_events_by_village",
                        Figure.NONE,
                        Limit.ANY,
                        new Due(1, 15),
                        CHAIN));
        rules.ship(IMPORTS, of(Kind.IMPORT, "檔案匯入失敗", "An import failed", Severity.WARNING, "", Limit.ANY));
        rules.ship(
                DRIFT,
                of(
                        Kind.DRIFT,
                        "檔案與前一批差異過大而暫停",
                        "A file was held because it differs from those before",
                        Severity.WARNING,
                        "",
                        Limit.ANY));
        rules.ship(
                ROWS,
                of(
                        Kind.ROWS,
                        "交通事故資料列數減少",
                        "The accidents' table lost rows",
                        Severity.CRITICAL,
                        "traffic_accidents_fatal",
                        Limit.above(BigDecimal.valueOf(5))));
    }

    private static Terms of(Kind kind, String zh, String en, Severity severity, String table, Limit limit) {
        return new Terms(kind, new Bilingual(zh, en), severity, table, Figure.NONE, limit, Due.NONE, CHAIN);
    }

    private static Terms watching(Kind kind, Bilingual name, Severity severity, Figure figure, Limit limit) {
        return new Terms(kind, name, severity, "", figure, limit, Due.NONE, CHAIN);
    }

    private static Terms deaths() {
        return watching(
                Kind.CHANGE,
                new Bilingual("各縣市死亡數較去年同月大增", "Deaths rose against the same month of the year before"),
                Severity.WARNING,
                Figure.asked("""
                        select strftime(month, '%Y-%m') as period, left(township_code, 5) as place,
                          cast(sum(deaths) as bigint) as figure
                        from vital_events_by_village group by all
                        """.strip(), Span.MONTH, true, true, "county"),
                new Limit(
                        Direction.ABOVE,
                        BigDecimal.valueOf(30),
                        BigDecimal.valueOf(15),
                        Comparison.YEAR_BEFORE,
                        true,
                        BigDecimal.valueOf(50)));
    }

    private static Terms accidents() {
        return watching(
                Kind.THRESHOLD,
                new Bilingual("各縣市每月 A1 類交通事故死亡人數", "Deaths in road accidents of a county in a month"),
                Severity.CRITICAL,
                Figure.asked("""
                        select strftime(date, '%Y-%m') as period, left(place, 3) as place,
                          cast(sum(deaths) as bigint) as figure
                        from traffic_accidents_fatal group by all
                        """.strip(), Span.MONTH, true, true, ""),
                new Limit(
                        Direction.ABOVE,
                        BigDecimal.valueOf(30),
                        BigDecimal.valueOf(25),
                        Comparison.BEFORE,
                        false,
                        BigDecimal.ZERO));
    }
}
