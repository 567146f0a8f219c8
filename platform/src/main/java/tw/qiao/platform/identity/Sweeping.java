package tw.qiao.platform.identity;

import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Removes what ended by itself: sessions and challenges. */
@Component
class Sweeping {
    private final Sessions sessions;
    private final Challenges challenges;

    Sweeping(Sessions sessions, Challenges challenges) {
        this.sessions = sessions;
        this.challenges = challenges;
    }

    @Scheduled(initialDelayString = "PT1M", fixedDelayString = "PT10M")
    void sweep() {
        sessions.sweep();
        challenges.sweep();
    }
}
