package tw.qiao.platform.forms;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import tw.qiao.platform.site.Access;
import tw.qiao.platform.site.Audience;
import tw.qiao.platform.site.NavigationItem;

/** The paths of the module and its link in the header. */
@Configuration
class FormsConfiguration {
    @Bean
    Access services() {
        return new Access("/services/**", Audience.EVERYONE);
    }

    @Bean
    Access draftPages() {
        return new Access("/drafts/**", Audience.CITIZEN);
    }

    @Bean
    Access applicationPages() {
        return new Access("/applications/**", Audience.CITIZEN);
    }

    @Bean
    NavigationItem servicesLink() {
        return new NavigationItem("forms.navigation", "/services", Audience.EVERYONE, 10);
    }

    /** Leads to the receipt whoever comes back to a draft that is submitted. */
    @Order(Ordered.HIGHEST_PRECEDENCE)
    @ControllerAdvice(basePackageClasses = FormsConfiguration.class)
    static class Redirections {
        @ExceptionHandler
        String alreadySubmitted(AlreadySubmitted already) {
            return "redirect:/applications/" + already.submission();
        }
    }
}
