package tw.qiao.platform.alerts;

import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.dao.DataAccessException;
import tw.qiao.platform.site.Access;
import tw.qiao.platform.site.Audience;
import tw.qiao.platform.site.NavigationCount;
import tw.qiao.platform.site.NavigationItem;

/** The paths of alerts and their link in the header. */
@Configuration
class AlertsConfiguration {
    static final String PATH = "/alerts";

    @Bean
    Access alertPages() {
        return new Access(PATH + "/**", Audience.ANALYST);
    }

    /** Those to whom alerts are escalated look at them, but rules are the analysts'. */
    @Bean
    Access alertPagesOfAdministrators() {
        return new Access(PATH + "/**", Audience.ADMINISTRATOR);
    }

    @Bean
    Access alertRulePages() {
        return new Access(PATH + "/rules/**", Audience.ANALYST);
    }

    @Bean
    Access alertPrograms() {
        return new Access("/api/alerts/**", Audience.ANALYST);
    }

    @Bean
    NavigationItem alertNavigation() {
        return new NavigationItem("alerts.navigation", PATH, Audience.ANALYST, 35);
    }

    @Bean
    NavigationCount alertCount(Alerts alerts, Clock clock) {
        return new NavigationCount(PATH, "alerts.waiting", () -> waiting(alerts, clock));
    }

    /** A page that says that the database is away has a header too. */
    private static int waiting(Alerts alerts, Clock clock) {
        try {
            return alerts.waiting(clock.instant());
        } catch (DataAccessException away) {
            return 0;
        }
    }
}
