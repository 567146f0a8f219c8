package tw.qiao.platform.dashboards;

import org.springframework.context.annotation.Bean;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import tw.qiao.platform.site.Access;
import tw.qiao.platform.site.Audience;
import tw.qiao.platform.site.NavigationItem;

/** Where an analyst (分析人員) begins: the data that she can look at, download and cite. */
@Controller
class AnalystController {
    private static final String PATH = "/analyst";

    @Bean
    static Access analystPage() {
        return new Access(PATH, Audience.ANALYST);
    }

    @Bean
    static NavigationItem analystNavigation() {
        return new NavigationItem("dashboards.analyst", PATH, Audience.ANALYST, 20);
    }

    @GetMapping(PATH)
    String begin() {
        return "dashboards/analyst";
    }
}
