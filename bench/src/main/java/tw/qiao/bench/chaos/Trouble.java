package tw.qiao.bench.chaos;

import java.time.Duration;
import java.util.Random;

/** Makes trouble for an exchange, as chance has it: bad weather in two rounds of three, and a kill in each. */
final class Trouble {
    private static final int LONGEST_MILLISECONDS = 400;

    /** A node that starts is killed again within this time; a start takes about as long. */
    private static final int EARLY_MILLISECONDS = 1500;

    /** The longest jump of a clock in seconds; messages live for a minute. */
    private static final int LONGEST_JUMP = 300;

    private final BrokenExchange exchange;
    private final Driver driver;
    private final Random chance;
    private int kills;
    private int jumps;

    Trouble(BrokenExchange exchange, Driver driver, Random chance) {
        this.exchange = exchange;
        this.driver = driver;
        this.chance = chance;
    }

    /** How many processes were killed. */
    int kills() {
        return kills;
    }

    /** How often a clock jumped. */
    int jumps() {
        return jumps;
    }

    /** One round of it; what was done, in words. */
    String make() throws InterruptedException {
        Thread.sleep(chance.nextInt(150));
        String weather = switch (chance.nextInt(6)) {
            case 0 -> badNetwork();
            case 1 -> badSystem();
            case 2 -> pause();
            case 3 -> jump();
            default -> "";
        };
        return weather + kill();
    }

    /** Everything is well again. */
    void end() {
        exchange.link.become(FaultyLink.Weather.FINE);
        exchange.system.become(FaultySystem.Mood.GOOD);
        exchange.consumer.moveClock(Duration.ZERO);
        exchange.provider.moveClock(Duration.ZERO);
    }

    private String badNetwork() throws InterruptedException {
        var weathers = FaultyLink.Weather.values();
        var weather = weathers[chance.nextInt(weathers.length)];
        exchange.link.become(weather);
        Thread.sleep(chance.nextInt(LONGEST_MILLISECONDS));
        return "network " + weather + ", ";
    }

    private String badSystem() throws InterruptedException {
        var moods = FaultySystem.Mood.values();
        var mood = moods[chance.nextInt(moods.length)];
        exchange.system.become(mood);
        Thread.sleep(chance.nextInt(LONGEST_MILLISECONDS));
        return "system " + mood + ", ";
    }

    private String pause() throws InterruptedException {
        var paused = either();
        paused.signal("STOP");
        Thread.sleep(chance.nextInt(LONGEST_MILLISECONDS));
        paused.signal("CONT");
        return "pause, ";
    }

    private String jump() throws InterruptedException {
        int seconds = chance.nextInt(-LONGEST_JUMP, LONGEST_JUMP + 1);
        jumps++;
        driver.clocksJumped();
        either().moveClock(Duration.ofSeconds(seconds));
        Thread.sleep(chance.nextInt(LONGEST_MILLISECONDS));
        return "a clock " + seconds + " s off, ";
    }

    private NodeProcess either() {
        return chance.nextBoolean() ? exchange.consumer : exchange.provider;
    }

    /** Kills one node or, in half of the rounds, both at once; each of them again while it starts, in half of them. */
    private String kill() throws InterruptedException {
        int who = chance.nextInt(4);
        int early = chance.nextBoolean() ? chance.nextInt(EARLY_MILLISECONDS) : 0;
        boolean provider = who != 0;
        boolean consumer = who != 1;
        if (provider) {
            exchange.provider.kill();
        }
        if (consumer) {
            exchange.consumer.kill();
        }
        var start = Thread.ofVirtual().start(() -> {
            if (provider) {
                again(exchange.provider, early);
            }
        });
        if (consumer) {
            again(exchange.consumer, early);
        }
        start.join();
        kills += (provider && consumer ? 2 : 1) * (early > 0 ? 2 : 1);
        return (provider && consumer ? "both" : provider ? "provider" : "consumer") + " killed"
                + (early > 0 ? ", and again after " + early + " ms" : "");
    }

    private static void again(NodeProcess node, int early) {
        if (early > 0) {
            node.startAndKill(early);
        }
        node.start();
    }
}
