package tw.qiao.launcher;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import tw.qiao.kernel.CanonicalJson;

/** Runs the whole story once against a demo and prints one JSON object per step. */
final class Smoke {
    private final Demo demo;
    private final PrintStream out;

    Smoke(Demo demo, PrintStream out) {
        this.demo = demo;
        this.out = out;
    }

    /** Whether every step of the story went as it should. */
    boolean run() {
        boolean ok = new Story(demo.address(), StoryPeople.read(demo.people()), (_, _, _) -> {})
                .run(StoryPeople.FIRST, this::print);
        out.println(ok ? "smoke: ok" : "smoke: failed");
        return ok;
    }

    private void print(Story.Step step) {
        var line = new LinkedHashMap<String, Object>();
        line.put("step", step.name());
        line.put("ok", step.ok());
        line.put("milliseconds", step.milliseconds());
        line.putAll(step.details());
        out.println(new String(CanonicalJson.bytes(Map.copyOf(line)), StandardCharsets.UTF_8));
    }
}
