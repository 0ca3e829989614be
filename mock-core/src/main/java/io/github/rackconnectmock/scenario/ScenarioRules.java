package io.github.rackconnectmock.scenario;

import io.github.rackconnectmock.scenario.Scenario.Problem;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The rules of a valid scenario, for files and for Java. */
public final class ScenarioRules {
    /** The name of the state before a server's first step; no step may have it. */
    public static final String START = "start";

    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");
    private static final String WORD_FORM = "letters, digits, \".\", \"_\" and \"-\", a letter or digit first";
    private static final int MOST_SERVERS = 100_000;

    private final List<Problem> problems = new ArrayList<>();
    private final Map<String, String> pathByName = new HashMap<>();
    private final Map<InetAddress, String> pathByAddress = new HashMap<>();

    private long serverCount;

    private ScenarioRules() {}

    /** All mistakes in these parts of a scenario, in the order of its parts. */
    public static List<Problem> problems(
            @Nullable RateLimit rateLimit, UnknownSource unknownSource, List<CloudServer> servers) {
        ScenarioRules rules = new ScenarioRules();
        if (rateLimit != null) {
            rules.check(rateLimit);
        }
        rules.check("unknownSource", unknownSource.effect());
        if (servers.isEmpty()) {
            rules.problem("servers", "there is no server; a scenario needs at least one");
        }
        for (int i = 0; i < servers.size(); i++) {
            rules.check("servers[" + i + "]", servers.get(i));
        }
        if (rules.serverCount > MOST_SERVERS) {
            rules.problem("servers", rules.serverCount + " servers with all bursts; at most " + MOST_SERVERS);
        }
        return rules.problems;
    }

    private void check(RateLimit limit) {
        if (limit.requests() < 1) {
            problem("rateLimit.requests", limit.requests() + " is too few; at least 1, or \"rateLimit\": \"none\"");
        }
        if (limit.window().isZero()) {
            problem("rateLimit.window", "a window can't be zero");
        }
        checkLength("rateLimit.window", limit.window());
    }

    private void check(String path, CloudServer server) {
        checkIdentity(path, server);
        if (server.gatewayIp() != null) {
            checkAddress(path + ".gatewayIp", server.gatewayIp());
        }
        server.features().keySet().forEach(feature -> checkText(path + ".features." + feature, feature));
        if (server.tasks() != null) {
            server.tasks().forEach((task, status) -> {
                checkText(path + ".tasks." + task, task);
                checkText(path + ".tasks." + task, status);
            });
        }
        Set<String> names = new HashSet<>();
        for (int i = 0; i < server.lifecycle().size(); i++) {
            String stepPath = path + ".lifecycle[" + i + "]";
            check(stepPath, server.lifecycle().get(i));
            checkName(stepPath, server.lifecycle().get(i), server.stepName(i + 1), names);
        }
        checkLength(path + ".stagger", server.stagger());
        if (!server.stagger().isZero() && server.count() == 1) {
            problem(path + ".stagger", "only a burst is staggered; add \"count\"");
        }
        if (!server.stagger().isZero() && server.begins() == Begins.FIRST_REQUEST) {
            problem(path + ".stagger", "a life that begins with the first request can't be staggered; leave one out");
        }
    }

    private void checkIdentity(String path, CloudServer server) {
        Optional<InetAddress> first = checkAddress(path + ".sourceIp", server.sourceIp());
        if (server.count() < 1 || server.count() > MOST_SERVERS) {
            problem(path + ".count", server.count() + " is out of range; 1 to " + MOST_SERVERS);
            return;
        }
        boolean named = checkName(path, server);
        serverCount += server.count();
        if (serverCount > MOST_SERVERS) {
            return;
        }
        if (named) {
            claimNames(path, server);
        }
        if (first.isPresent()) {
            claimAddresses(path, first.get(), server.count());
        }
    }

    private boolean checkName(String path, CloudServer server) {
        int before = problems.size();
        boolean numbered = server.name().contains(CloudServer.NUMBER);
        if (numbered && server.count() == 1) {
            problem(path + ".name", "{n} stands for a number of a burst; add \"count\" or take it out");
        } else if (!numbered && server.count() > 1) {
            problem(path + ".name", "a burst needs {n} in its name, as in \"" + server.name() + "-{n}\"");
        } else if (!WORD.matcher(server.name(1)).matches()) {
            problem(path + ".name", quoted(server.name()) + " is no name; " + WORD_FORM);
        } else if (IpLiteral.parse(server.name(1)).isPresent()) {
            problem(path + ".name", quoted(server.name()) + " is an address; a name must not be one");
        }
        return problems.size() == before;
    }

    private void claimNames(String path, CloudServer server) {
        for (int number = 1; number <= server.count(); number++) {
            String other = pathByName.putIfAbsent(server.name(number), path);
            if (other != null) {
                problem(
                        path + ".name",
                        quoted(server.name(number)) + " is already the name of " + other + "; names are unique");
                return;
            }
        }
    }

    private void claimAddresses(String path, InetAddress first, int count) {
        for (int place = 0; place < count; place++) {
            Optional<InetAddress> address = IpLiteral.plus(first, place);
            if (address.isEmpty()) {
                problem(path + ".count", "the addresses end after " + place + " servers; begin at a lower sourceIp");
                return;
            }
            String other = pathByAddress.putIfAbsent(address.get(), path);
            if (other != null) {
                problem(
                        path + ".sourceIp",
                        address.get().getHostAddress() + " is already the address of " + other
                                + "; addresses are unique");
                return;
            }
        }
    }

    private void check(String path, Step step) {
        if (step.trigger() instanceof Trigger.After after) {
            checkLength(path + ".after", after.delay());
        } else if (step.trigger() instanceof Trigger.AfterRequests count && count.requests() < 1) {
            problem(path + ".afterRequests", count.requests() + " is too few; at least 1");
        } else if (step.trigger() instanceof Trigger.OnSignal on
                && !WORD.matcher(on.signal()).matches()) {
            problem(path + ".on", quoted(on.signal()) + " is no signal; " + WORD_FORM);
        }
        if (step.gateway() != null && step.gateway().ip() != null) {
            checkAddress(path + ".gatewayIp", step.gateway().ip());
        }
        step.features().keySet().forEach(feature -> checkText(path + ".features." + feature, feature));
        step.tasks().forEach((task, status) -> {
            checkText(path + ".tasks." + task, task);
            status.ifPresent(text -> checkText(path + ".tasks." + task, text));
        });
        if (step.fault() != null) {
            check(path + ".fault", step.fault());
        }
    }

    private void checkName(String path, Step step, String name, Set<String> names) {
        if (!WORD.matcher(name).matches()) {
            problem(path + ".name", quoted(name) + " is no name; " + WORD_FORM);
        } else if (name.equals(START)) {
            problem(path + ".name", "\"start\" is the state before the first step; another name");
        } else if (!names.add(name)) {
            String why = step.name() == null ? " (this step's, since it has none of its own)" : "";
            problem(path + ".name", quoted(name) + why + " is the name of an earlier step; names are unique");
        }
    }

    private void check(String path, FaultEffect effect) {
        if (effect instanceof FaultEffect.HttpError error && (error.status() < 400 || error.status() > 599)) {
            problem(path + ".status", error.status() + " is no error; 400 to 599");
        } else if (effect instanceof FaultEffect.Delay delay) {
            checkLength(path + ".duration", delay.duration());
        }
    }

    private void check(String path, Fault fault) {
        check(path, fault.effect());
        if (fault.times() != null && fault.times() < 1) {
            problem(path + ".times", fault.times() + " is too few; at least 1, or leave it out for all");
        }
        if (fault.percent() < 1 || fault.percent() > 100) {
            problem(path + ".percent", fault.percent() + " is out of range; 1 to 100");
        }
    }

    private Optional<InetAddress> checkAddress(String path, String text) {
        Optional<InetAddress> address = IpLiteral.parse(text);
        if (address.isEmpty()) {
            problem(path, quoted(text) + " is no address; an IPv4 or IPv6 literal such as \"10.181.1.11\"");
        }
        return address;
    }

    private void checkLength(String path, Duration duration) {
        if (duration.isNegative() || duration.compareTo(Durations.LONGEST) > 0) {
            String written = duration.isNegative() ? duration.toString() : Durations.format(duration);
            problem(path, written + " is out of range; zero to ten years (87600h)");
        }
    }

    /** XML can't carry control characters, and an empty name or status says nothing. */
    private void checkText(String path, String text) {
        if (text.isBlank() || text.codePoints().anyMatch(ScenarioRules::isUnprintable)) {
            problem(path, "a name or status is plain text, not blank, without control characters");
        }
    }

    private static boolean isUnprintable(int character) {
        return Character.isISOControl(character)
                || Character.getType(character) == Character.SURROGATE
                || (character & 0xFFFE) == 0xFFFE;
    }

    private void problem(String path, String message) {
        problems.add(new Problem(path, message));
    }

    private static String quoted(String text) {
        return '"' + text + '"';
    }
}
