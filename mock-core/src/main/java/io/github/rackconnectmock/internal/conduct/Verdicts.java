package io.github.rackconnectmock.internal.conduct;

import io.github.rackconnectmock.scenario.AutomationStatus;
import io.github.rackconnectmock.scenario.Durations;
import io.github.rackconnectmock.scenario.Operation;
import io.github.rackconnectmock.scenario.RateLimit;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Judges one client by the facts about it. */
public final class Verdicts {
    /** What a wait may fall short of, since no program sleeps exactly as long as it wants to. */
    private static final double TOLERATED = 0.9;

    private Verdicts() {}

    /** Requests for one operation were never closer together. */
    public static Judgement polledNoFasterThan(ClientFacts client, Duration interval) {
        long shortest = micros(interval);
        boolean judged = false;
        for (Operation operation : ClientFacts.OPERATIONS) {
            Polls polls = client.polls(operation);
            if (polls != null && polls.shortest >= 0) {
                judged = true;
                if (polls.shortest < shortest) {
                    return Judgement.bad("asked for " + operation.word() + " again after " + text(polls.shortest)
                            + " (requests " + polls.shortestFirst + " and " + polls.shortestSecond + ")");
                }
            }
        }
        return judged
                ? Judgement.GOOD
                : Judgement.unknown("made no two requests for one operation, so there is no interval to judge");
    }

    /** It never paused for longer while it waited for the end of the automation. */
    public static Judgement polledNoSlowerThan(ClientFacts client, Duration interval, long now) {
        long longest = micros(interval);
        if (client.patience.longestPause > longest) {
            return Judgement.bad("paused for " + text(client.patience.longestPause) + " ("
                    + both(client.patience.longestPauseFirst, client.patience.longestPauseSecond) + ")");
        }
        if (client.patience.asked > 0 && !client.patience.toldTheEnd && now - client.patience.last > longest) {
            return Judgement.bad("hasn't asked for " + text(now - client.patience.last) + ", since "
                    + one(client.patience.lastNumber) + ", and wasn't told a terminal status");
        }
        return client.patience.longestPause >= 0 || (client.patience.asked > 0 && !client.patience.toldTheEnd)
                ? Judgement.GOOD
                : Judgement.unknown("asked no two times, so there is no interval to judge");
    }

    /** It was told DEPLOYED, and didn't ask for the status again. */
    public static Judgement stoppedAfterDeployed(ClientFacts client) {
        return stopped(client.afterDeployed, "DEPLOYED");
    }

    /** It was told that the automation has ended, and didn't ask for the status again. */
    public static Judgement stoppedAfterTerminalStatus(ClientFacts client) {
        return stopped(client.afterEnd, "a terminal status");
    }

    private static Judgement stopped(Stop stop, String wanted) {
        Pair again = stop.again;
        if (again != null) {
            return Judgement.bad("asked for " + again.what() + " again " + text(again.micros()) + " after it was told "
                    + stop.againStatus + " (" + again + ")");
        }
        return stop.everTold ? Judgement.GOOD : Judgement.bad("was never told " + wanted);
    }

    /** The limit never refused it; without a limit, the documented one wouldn't have. */
    public static Judgement stayedWithinRateLimit(ClientFacts client, @Nullable RateLimit limit) {
        if (client.limit.refused > 0) {
            return Judgement.bad(
                    "was refused (request " + client.limit.firstRefused + ": " + client.limit.firstRefusal + ")");
        }
        if (limit == null && client.limit.firstBeyondDocumented > 0) {
            return Judgement.bad("would have been refused by the documented limit of " + RateLimit.DOCUMENTED
                    + " (request " + client.limit.firstBeyondDocumented + ")");
        }
        return client.limit.counted ? Judgement.GOOD : Judgement.unknown("made no request that a limit counts");
    }

    /** It waited so long after each answer of a kind. */
    public static Judgement backedOffAfter(ClientFacts client, String answer, Duration atLeast) {
        long least = micros(atLeast);
        Waits waits = waits(client, answer);
        if (waits == null) {
            return Judgement.unknown(neverGot(answer));
        }
        return waits.shortest >= 0 && waits.shortest < least
                ? Judgement.bad("asked again " + text(waits.shortest) + " after " + oneOf(answer) + " (requests "
                        + waits.shortestFirst + " and " + waits.shortestSecond + ")")
                : Judgement.GOOD;
    }

    /** Over failures in a row, each wait was longer by a factor; after a success it began with the first wait again. */
    public static Judgement backedOffExponentially(ClientFacts client, double factor, Duration longest) {
        if (!(factor > 1)) {
            throw new IllegalArgumentException("a factor is above 1, not " + factor);
        }
        long most = micros(longest);
        BackOff backOff = client.backOff;
        if (backOff == null || backOff.judged == 0) {
            return Judgement.unknown("never waited twice over failures in a row");
        }
        Pair tooShort = backOff.tooShort(factor * TOLERATED, most * TOLERATED);
        if (tooShort != null) {
            return Judgement.bad("waited " + text(tooShort.micros()) + " before " + one(tooShort.second())
                    + ", after a wait of " + text(tooShort.first()));
        }
        if (backOff.longestLaterFirst >= backOff.first * factor && backOff.longestLaterFirst > 0) {
            return Judgement.bad("waited " + text(backOff.longestLaterFirst) + " before "
                    + one(backOff.longestLaterFirstNumber) + ", the first wait after a success, which was "
                    + text(backOff.first) + " at first");
        }
        return backOff.overflown ? Judgement.unknown("waited too irregularly to be judged") : Judgement.GOOD;
    }

    /** It waited as long as {@code Retry-After} said. */
    public static Judgement waitedAsTold(ClientFacts client) {
        ToldToWait told = client.toldToWait;
        if (told == null) {
            return Judgement.unknown("was never told a Retry-After");
        }
        Pair tooEarly = told.tooEarly;
        if (tooEarly != null) {
            return Judgement.bad(
                    "asked again " + text(tooEarly.micros()) + " before the end of its Retry-After (" + tooEarly + ")");
        }
        return Judgement.GOOD;
    }

    /** It was answered so, and asked for the same again. */
    public static Judgement askedAgainAfter(ClientFacts client, String answer) {
        Waits waits = waits(client, answer);
        if (waits == null) {
            return Judgement.unknown(neverGot(answer));
        }
        return waits.unasked
                ? Judgement.bad("never asked again after " + theOne(answer) + " of request " + waits.last.number)
                : Judgement.GOOD;
    }

    /** It was answered so, and asked for nothing more. */
    public static Judgement neverAskedAgainAfter(ClientFacts client, String answer) {
        Waits waits = waits(client, answer);
        if (waits == null) {
            return Judgement.unknown(neverGot(answer));
        }
        return waits.shortest >= 0
                ? Judgement.bad("asked again " + text(waits.shortest) + " after " + oneOf(answer) + " (requests "
                        + waits.shortestFirst + " and " + waits.shortestSecond + ")")
                : Judgement.GOOD;
    }

    /**
     * It asked for the gateway, and not before it was told a status.
     *
     * @throws IllegalArgumentException if the status isn't documented
     */
    public static Judgement askedForGatewayOnlyAfter(ClientFacts client, AutomationStatus status) {
        if (!status.isDocumented()) {
            throw new IllegalArgumentException("only a documented status can be expected here, not " + status
                    + "; the four are DEPLOYING, DEPLOYED, FAILED and UNPROCESSABLE");
        }
        if (client.firstGatewayNumber == 0) {
            return Judgement.bad("never asked for the gateway");
        }
        if (client.wasToldBeforeGateway(status)) {
            return Judgement.GOOD;
        }
        ClientFacts.FirstTold told = client.firstTold(status);
        return Judgement.bad("asked for the gateway in request " + client.firstGatewayNumber + " and was "
                + (told == null ? "never told " + status : "told " + status + " only in request " + told.number()));
    }

    /** It was told DEPLOYED so soon after the server came to be. */
    public static Judgement noticedDeployedWithin(ClientFacts client, Duration delay) {
        return noticed(client.life.deployed, micros(delay), "was DEPLOYED", "is DEPLOYED");
    }

    /** It was told a terminal status so soon after the server's automation ended. */
    public static Judgement noticedTerminalStatusWithin(ClientFacts client, Duration delay) {
        return noticed(client.life.ended, micros(delay), "had a terminal status", "has a terminal status");
    }

    /** It was told the gateway so soon after the server had one. */
    public static Judgement noticedGatewayWithin(ClientFacts client, Duration delay) {
        return noticed(client.life.gateway, micros(delay), "had a gateway", "has a gateway");
    }

    /**
     * It was answered so soon after a step began.
     *
     * @throws IllegalArgumentException if the server has no such step, naming those it has
     */
    public static Judgement noticed(ClientFacts client, String step, Duration delay) {
        long most = micros(delay);
        for (int i = 0; i < client.life.states.size(); i++) {
            if (client.life.states.get(i).step().equals(step)) {
                Noticing noticing = client.life.steps[i];
                return noticed(noticing == null ? new Noticing() : noticing, most, "was at " + step, "is at " + step);
            }
        }
        List<String> names =
                client.life.states.stream().map(state -> state.step()).limit(10).toList();
        throw new IllegalArgumentException(
                client.name + " has no step " + step + "; its steps are " + String.join(", ", names));
    }

    private static Judgement noticed(Noticing noticing, long most, String was, String is) {
        if (!noticing.everBegun) {
            return Judgement.bad("never " + was);
        }
        if (noticing.slowest > most) {
            return Judgement.bad("was told " + text(noticing.slowest) + " after it " + was + " (request "
                    + noticing.slowestNumber + ")");
        }
        if (noticing.isUntold() || !noticing.everTold) {
            return Judgement.bad("was never told that it " + is);
        }
        long missed = noticing.longestMissed();
        return missed > most ? Judgement.bad("was never told that it " + was + " for " + text(missed)) : Judgement.GOOD;
    }

    /** It went on to ask for so long. */
    public static Judgement keptAskingFor(ClientFacts client, Duration atLeast) {
        long least = micros(atLeast);
        long asked = client.patience.lasted();
        if (asked >= least && client.patience.asked > 0) {
            return Judgement.GOOD;
        }
        if (client.patience.asked == 0 && !client.patience.toldTheEnd) {
            return Judgement.bad("never asked");
        }
        return client.patience.toldTheEnd
                ? Judgement.unknown(
                        "was told a terminal status after " + text(asked) + ", and had no reason to go on asking")
                : Judgement.bad("asked for " + text(asked) + " only, until " + one(client.patience.lastNumber));
    }

    /**
     * It was struck by an incident, and had a right answer so soon after each time's end.
     *
     * @param now the mock's time of the verdict, in microseconds
     */
    public static Judgement cameThrough(ClientFacts client, String incident, Duration delay, long now) {
        long most = micros(delay);
        IncidentFacts facts = client.incidents;
        while (facts != null && !facts.name.equals(incident)) {
            facts = facts.next;
        }
        if (facts == null) {
            return Judgement.unknown("was never struck by " + incident);
        }
        Struck pending = facts.pending;
        if (facts.missed) {
            return Judgement.bad("had no right answer between two times of " + incident);
        }
        if (facts.longestNumber != 0 && facts.longest > most) {
            return Judgement.bad("had the first right answer " + text(facts.longest) + " after " + incident
                    + " ended (request " + facts.longestNumber + ")");
        }
        if (pending == null) {
            return Judgement.GOOD;
        }
        return pending.end() > now
                ? Judgement.unknown(incident + " still lasts")
                : Judgement.bad(
                        "had no right answer after " + incident + " ended, " + text(now - pending.end()) + " ago");
    }

    /** It was never told a terminal status, and asked for no longer than this. */
    public static Judgement gaveUpWithin(ClientFacts client, Duration atMost) {
        long most = micros(atMost);
        if (client.patience.toldTheEnd) {
            return Judgement.unknown("was told a terminal status, and had no need to give up");
        }
        long asked = client.patience.lasted();
        return asked > most
                ? Judgement.bad("still asked after " + text(asked) + " (" + one(client.patience.lastNumber) + ")")
                : client.patience.asked == 0 ? Judgement.unknown("never asked") : Judgement.GOOD;
    }

    /** It never had more requests under way. */
    public static Judgement neverMoreAtOnceThan(ClientFacts client, int most) {
        return client.mostAtOnce > notNegative(most)
                ? Judgement.bad("had " + client.mostAtOnce + (client.mostAtOnce == 1 ? " request" : " requests")
                        + " under way at once (request " + client.mostAtOnceNumber + ")")
                : Judgement.GOOD;
    }

    /** It came by so many connections at most. */
    public static Judgement openedAtMost(ClientFacts client, int most) {
        return client.connections > notNegative(most)
                ? Judgement.bad(
                        "came by " + client.connections + (client.connections == 1 ? " connection" : " connections"))
                : Judgement.GOOD;
    }

    private static String one(long number) {
        return number == Attempt.NO_REQUEST ? "an attempt to connect" : "request " + number;
    }

    private static String both(long first, long second) {
        return first == Attempt.NO_REQUEST || second == Attempt.NO_REQUEST
                ? one(first) + " and " + one(second)
                : "requests " + first + " and " + second;
    }

    private static String oneOf(String answer) {
        return answer.equals(Waits.ABANDONED)
                ? "an abandoned answer"
                : ("aeiou".indexOf(answer.charAt(0)) < 0 ? "a " : "an ") + answer;
    }

    private static String neverGot(String answer) {
        return answer.equals(Waits.ABANDONED) ? "never abandoned an answer" : "was never answered " + answer;
    }

    private static String theOne(String answer) {
        return answer.equals(Waits.ABANDONED) ? "the abandoned answer" : "the " + answer;
    }

    private static @Nullable Waits waits(ClientFacts client, String answer) {
        if (answer.matches("[12]\\d\\d")) {
            throw new IllegalArgumentException(
                    "a client waits after a failure or a redirect, not after " + oneOf(answer));
        }
        for (Waits each = client.waits; each != null; each = each.next) {
            if (each.count > 0 && each.word.equals(answer)) {
                return each;
            }
        }
        return null;
    }

    private static int notNegative(int number) {
        if (number < 0) {
            throw new IllegalArgumentException("a number of requests or connections is 0 or more, not " + number);
        }
        return number;
    }

    /**
     * A duration in microseconds.
     *
     * @throws IllegalArgumentException if it is negative
     */
    static long micros(Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException("a duration is zero or longer, not " + duration);
        }
        return duration.getSeconds() > Long.MAX_VALUE / 2_000_000
                ? Long.MAX_VALUE / 2
                : duration.getSeconds() * 1_000_000 + duration.getNano() / 1_000;
    }

    static String text(long micros) {
        return Durations.format(Duration.of(micros, ChronoUnit.MICROS));
    }
}
