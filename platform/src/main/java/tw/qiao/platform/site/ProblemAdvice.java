package tw.qiao.platform.site;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.servlet.ModelAndView;
import tw.qiao.kernel.Problem;

/** Turns every failure into a page for people or problem details (RFC 9457) for programs, in this one place. */
@ControllerAdvice
class ProblemAdvice {
    private static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);

    @ExceptionHandler
    Object problem(Problem problem, HttpServletRequest request) {
        LOG.info("{} answered {} {}", request.getMethod(), problem.status(), problem.code());
        return answer(problem.status(), problem.code(), String.valueOf(problem.getMessage()), request);
    }

    /** Bytes in the address or the body that are no UTF-8. */
    @ExceptionHandler
    Object undecodable(InvalidParameterException failure, HttpServletRequest request) {
        LOG.info("{} with a parameter that is no UTF-8", request.getMethod());
        return answer(400, "http_400", "A parameter is not UTF-8.", request);
    }

    @ExceptionHandler
    Object anythingElse(Exception failure, HttpServletRequest request) {
        if (failure instanceof ErrorResponse response) {
            HttpStatusCode status = response.getStatusCode();
            return answer(status.value(), "http_" + status.value(), "", request);
        }
        if (DatabaseFailure.isCauseOf(failure)) {
            LOG.warn("The database does not answer: {}", failure.getClass().getSimpleName());
            return answer(
                    503, "database_unavailable", "The database does not answer now. Please try again soon.", request);
        }
        LOG.error("{} {} failed", request.getMethod(), request.getRequestURI(), failure);
        return answer(500, "internal_error", "Something went wrong on our side.", request);
    }

    private static Object answer(int status, String code, String message, HttpServletRequest request) {
        if (wantsJson(request)) {
            return ResponseEntity.status(status)
                    .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                    .body(details(status, code, message));
        }
        var view = new ModelAndView("site/problem");
        view.setStatus(
                HttpStatus.resolve(status) == null ? HttpStatus.INTERNAL_SERVER_ERROR : HttpStatus.valueOf(status));
        view.addObject("status", status);
        view.addObject("code", code);
        return view;
    }

    private static ProblemDetail details(int status, String code, String message) {
        var details = ProblemDetail.forStatusAndDetail(HttpStatusCode.valueOf(status), message);
        details.setProperty("code", code);
        return details;
    }

    private static boolean wantsJson(HttpServletRequest request) {
        Object original = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
        String path = original instanceof String failed ? failed : request.getRequestURI();
        if (path.startsWith("/api/")) {
            return true; // programs ask there, whatever they accept
        }
        String accept = request.getHeader("Accept");
        return accept != null && accept.contains("json") && !accept.contains("text/html");
    }
}
