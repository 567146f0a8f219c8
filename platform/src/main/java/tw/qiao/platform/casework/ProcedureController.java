package tw.qiao.platform.casework;

import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import tw.qiao.kernel.Problem;
import tw.qiao.platform.identity.SignedIn;

/** Shows officers the procedures of their agency. */
@Controller
class ProcedureController {
    private final Procedures procedures;

    ProcedureController(Procedures procedures) {
        this.procedures = procedures;
    }

    @GetMapping("/desk/procedures/{id}")
    String look(@PathVariable String id, @AuthenticationPrincipal SignedIn officer, Model model) {
        Procedure procedure = procedures.ofAgency(officer.agency()).stream()
                .filter(each -> each.id().equals(id))
                .findFirst()
                .orElseThrow(() -> Problem.notFound("procedure_unknown", "There is no such procedure"));
        model.addAttribute("procedure", ProcedureView.of(procedure));
        return "casework/procedure";
    }
}
