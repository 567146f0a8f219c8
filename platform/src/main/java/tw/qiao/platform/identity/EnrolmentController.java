package tw.qiao.platform.identity;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseBody;

/** The pages behind an enrolment link. */
@Controller
class EnrolmentController {
    private final Enrolments enrolments;
    private final SignIns signIns;
    private final Attempts attempts;

    EnrolmentController(Enrolments enrolments, SignIns signIns, Attempts attempts) {
        this.enrolments = enrolments;
        this.signIns = signIns;
        this.attempts = attempts;
    }

    @GetMapping("/enrol/{token}")
    String welcome(@PathVariable String token, HttpServletRequest request, Model model) {
        attempts.count("enrolment-address " + request.getRemoteAddr(), 300);
        model.addAttribute("name", enrolments.account(token).name());
        model.addAttribute("path", "/enrol/" + token);
        return "identity/enrol";
    }

    @ResponseBody
    @PostMapping("/enrol/{token}/passkey/options")
    Map<String, Object> options(@PathVariable String token, HttpServletRequest request) {
        return enrolments.options(token, request.getSession().getId());
    }

    @ResponseBody
    @PostMapping("/enrol/{token}/passkey")
    Map<String, Object> register(@PathVariable String token, HttpServletRequest request) throws IOException {
        PasskeyAnswer answer = PasskeyController.answer(request);
        Account account = enrolments.register(token, request.getSession().getId(), answer, client(request));
        signIns.open(request, account, "enrolment");
        return Map.of("next", "/account?done=enrolled");
    }

    @PostMapping("/enrol/{token}/codes")
    String codes(@PathVariable String token, HttpServletRequest request, Model model) {
        Account account = enrolments.account(token);
        model.addAttribute("codes", enrolments.codes(token, client(request)));
        signIns.open(request, account, "enrolment");
        return "identity/recoveryCodes";
    }

    private static String client(HttpServletRequest request) {
        return Browser.describe(request.getHeader("User-Agent"));
    }
}
