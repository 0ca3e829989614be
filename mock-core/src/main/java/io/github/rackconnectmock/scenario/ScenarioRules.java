package io.github.rackconnectmock.scenario;

import static io.github.rackconnectmock.scenario.ValueRules.quoted;

import io.github.rackconnectmock.scenario.Scenario.Problem;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The rules of a valid scenario, for files and for Java. */
public final class ScenarioRules {
    /** The name of the state before a server's first step; no step may have it. */
    public static final String START = "start";

    /** Four numbers with dots between them: an address, or nearly one. */
    private static final Pattern LIKE_AN_ADDRESS = Pattern.compile("(?:(?:[0-9]|\\{n\\})+\\.){3}(?:[0-9]|\\{n\\})+");

    private static final int MOST_SERVERS = 100_000;
    private static final int LONGEST_DESCRIPTION = 10_000;

    /** Who corrects a scenario needs no more at a time. */
    private static final int MOST_PROBLEMS = 100;

    private final ValueRules values;
    private final StepRules steps;
    private final Map<String, String> pathByName = new HashMap<>();
    private final Map<InetAddress, String> pathByAddress = new HashMap<>();

    private long serverCount;

    private ScenarioRules(Consumer<Problem> found) {
        values = new ValueRules(found);
        steps = new StepRules(values);
    }

    /** The mistakes in these parts of a scenario, in the order of the parts; the first hundred. */
    static List<Problem> problems(
            @Nullable String description,
            @Nullable RateLimit rateLimit,
            UnknownSource unknownSource,
            List<CloudServer> servers) {
        List<Problem> problems = new ArrayList<>();
        check(description, rateLimit, unknownSource, servers, problem -> {
            if (problems.size() < MOST_PROBLEMS) {
                problems.add(problem);
            } else if (problems.size() == MOST_PROBLEMS) {
                problems.add(new Problem("", "and more"));
            }
        });
        return problems;
    }

    /**
     * Checks these parts of a scenario.
     *
     * @param found takes each mistake, in the order of the parts
     */
    public static void check(
            @Nullable String description,
            @Nullable RateLimit rateLimit,
            UnknownSource unknownSource,
            List<CloudServer> servers,
            Consumer<Problem> found) {
        ScenarioRules rules = new ScenarioRules(found);
        if (description != null) {
            rules.values.checkSize("description", description, LONGEST_DESCRIPTION);
        }
        if (rateLimit != null) {
            rules.check(rateLimit);
        }
        rules.steps.check("unknownSource", unknownSource.effect());
        if (servers.isEmpty()) {
            rules.values.problem("servers", "there is no server; a scenario needs at least one");
        }
        for (int i = 0; i < servers.size(); i++) {
            rules.check("servers[" + i + "]", servers.get(i));
        }
        if (rules.serverCount > MOST_SERVERS) {
            rules.values.problem("servers", rules.serverCount + " servers with all bursts; at most " + MOST_SERVERS);
        }
    }

    private void check(RateLimit limit) {
        if (limit.requests() < 1) {
            values.problem(
                    "rateLimit.requests", limit.requests() + " is too few; at least 1, or \"rateLimit\": \"none\"");
        }
        if (limit.window().isZero()) {
            values.problem("rateLimit.window", "a window can't be zero");
        }
        values.checkLength("rateLimit.window", limit.window());
    }

    private void check(String path, CloudServer server) {
        checkIdentity(path, server);
        if (server.gatewayIp() != null) {
            values.checkAddress(path + ".gatewayIp", server.gatewayIp());
        }
        steps.check(path, server);
        values.checkLength(path + ".stagger", server.stagger());
        if (!server.stagger().isZero() && server.count() == 1) {
            values.problem(path + ".stagger", "only a burst is staggered; add \"count\"");
        }
        if (!server.stagger().isZero() && server.begins() == Begins.FIRST_REQUEST) {
            values.problem(
                    path + ".stagger", "a life that begins with the first request can't be staggered; leave one out");
        }
    }

    private void checkIdentity(String path, CloudServer server) {
        Optional<InetAddress> first = values.checkAddress(path + ".sourceIp", server.sourceIp());
        if (server.count() < 1 || server.count() > MOST_SERVERS) {
            values.problem(path + ".count", server.count() + " is out of range; 1 to " + MOST_SERVERS);
            return;
        }
        boolean named = checkName(path + ".name", server);
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

    /** Whether a server's name is one; else that is a problem. */
    private boolean checkName(String path, CloudServer server) {
        String name = server.name();
        if (!values.checkNameSize(path, name)) {
            return false;
        }
        boolean numbered = name.contains(CloudServer.NUMBER);
        String wrong = null;
        if (numbered && server.count() == 1) {
            wrong = "{n} stands for a number of a burst; add \"count\" or take it out";
        } else if (!numbered && server.count() > 1) {
            wrong = "a burst needs {n} in its name, as in " + quoted(name + "-{n}");
        } else if (!ValueRules.isWord(server.name(1))) {
            wrong = quoted(name) + " is no name; " + ValueRules.WORD_FORM;
        } else if (LIKE_AN_ADDRESS.matcher(name).matches()) {
            wrong = quoted(name) + " looks like an address; a name must not";
        }
        if (wrong != null) {
            values.problem(path, wrong);
        }
        return wrong == null;
    }

    private void claimNames(String path, CloudServer server) {
        for (int number = 1; number <= server.count(); number++) {
            String other = pathByName.putIfAbsent(server.name(number), path);
            if (other != null) {
                values.problem(
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
                values.problem(
                        path + ".count", "the addresses end after " + place + " servers; begin at a lower sourceIp");
                return;
            }
            String other = pathByAddress.putIfAbsent(address.get(), path);
            if (other != null) {
                values.problem(
                        path + ".sourceIp",
                        address.get().getHostAddress() + " is already the address of " + other
                                + "; addresses are unique");
                return;
            }
        }
    }
}
