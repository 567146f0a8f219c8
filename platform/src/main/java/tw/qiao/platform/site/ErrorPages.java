package tw.qiao.platform.site;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;
import tw.qiao.kernel.Problem;

/** Answers what failed outside any controller: unknown paths, refusals by the security filters, requests too large. */
@Controller
class ErrorPages implements ErrorController {
    @RequestMapping("/error")
    void error(HttpServletRequest request) {
        Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        int code = status instanceof Integer number ? number : 404;
        throw Problem.of("http_" + code, code, code == 503, "");
    }
}
