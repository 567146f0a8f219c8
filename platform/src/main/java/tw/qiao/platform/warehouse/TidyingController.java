package tw.qiao.platform.warehouse;

import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.ModelAndView;

/** What the nights did to the tables. */
@Controller
class TidyingController {
    private static final int SHOWN = 30;

    private final Nights nights;

    TidyingController(Nights nights) {
        this.nights = nights;
    }

    @GetMapping(WarehouseConfiguration.PATH + "/tidying")
    ModelAndView all() {
        return new ModelAndView("warehouse/tidying", Map.of("nights", nights.newest(SHOWN)));
    }
}
