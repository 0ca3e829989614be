package io.github.rackconnectmock.scenario;

import static io.github.rackconnectmock.scenario.ValueRules.quoted;

import io.github.rackconnectmock.scenario.Scenario.Problem;
import java.net.InetAddress;
import java.time.Duration;
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
    private final FaultRules faults;
    private final CloudRules cloud;
    private final Map<String, String> pathByName = new HashMap<>();
    private final Map<InetAddress, String> pathByAddress = new HashMap<>();

    private long serverCount;

    private ScenarioRules(Consumer<Problem> found) {
        values = new ValueRules(found);
        steps = new StepRules(values);
        faults = new FaultRules(values);
        cloud = new CloudRules(values);
    }

    /** The mistakes in these parts of a scenario, in the order of the parts; the first hundred. */
    static List<Problem> problems(
            @Nullable String description,
            @Nullable RateLimit rateLimit,
            UnknownSource unknownSource,
            List<CloudServer> servers,
            List<Incident> incidents,
            List<Expectation> expectations,
            Account account,
            Duration metadataDelay) {
        List<Problem> problems = new ArrayList<>();
        check(
                description,
                rateLimit,
                unknownSource,
                servers,
                incidents,
                expectations,
                account,
                metadataDelay,
                problem -> {
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
            List<Incident> incidents,
            List<Expectation> expectations,
            Account account,
            Duration metadataDelay,
            Consumer<Problem> found) {
        ScenarioRules rules = new ScenarioRules(found);
        if (description != null) {
            rules.values.checkSize("description", description, LONGEST_DESCRIPTION);
        }
        if (rateLimit != null) {
            rules.check("rateLimit", rateLimit);
        }
        rules.faults.check("unknownSource", unknownSource.effect(), false);
        if (unknownSource.effect() instanceof FaultEffect.Certificate) {
            rules.values.problem(
                    "unknownSource", "a certificate is shown before anybody is answered; an incident can show one");
        }
        if (servers.isEmpty()) {
            rules.values.problem("servers", "there is no server; a scenario needs at least one");
        }
        for (int i = 0; i < servers.size(); i++) {
            rules.check("servers[" + i + "]", servers.get(i));
        }
        if (rules.serverCount > MOST_SERVERS) {
            rules.values.problem("servers", rules.serverCount + " servers with all bursts; at most " + MOST_SERVERS);
        }
        for (int i = 0; i < servers.size(); i++) {
            rules.checkOthers("servers[" + i + "]", servers.get(i));
        }
        rules.cloud.check(account, metadataDelay);
        new IncidentRules(rules.values).check(incidents);
        new ExpectationRules(rules.values, servers, incidents).check(expectations);
    }

    /**
     * Checks an incident that is added while a scenario is played, which needs no begin.
     *
     * @param found takes each mistake
     */
    public static void check(Incident incident, Consumer<Problem> found) {
        ValueRules values = new ValueRules(
                // An incident alone has no path before its fields.
                problem -> found.accept(new Problem(problem.path().replaceFirst("^\\.", ""), problem.message())));
        new IncidentRules(values).check("", incident, false);
    }

    private void check(String path, RateLimit limit) {
        if (limit.requests() < 1) {
            values.problem(
                    path + ".requests", limit.requests() + " is too few; at least 1, or \"rateLimit\": \"none\"");
        }
        if (limit.window().isZero()) {
            values.problem(path + ".window", "a window can't be zero");
        }
        values.checkLength(path + ".window", limit.window());
        if (limit.answer() != null) {
            faults.check(path + ".answer", limit.answer(), true);
            if (limit.answer().isOwn()) {
                values.problem(path + ".answer", "an answer to a refused request needs a \"status\"");
            }
        }
        if (limit.atOnce() != null && limit.atOnce() < 1) {
            values.problem(path + ".atOnce", limit.atOnce() + " is too few; at least 1");
        }
    }

    private void check(String path, Step.@Nullable LimitChange change) {
        if (change != null && change.limit() != null) {
            check(path, change.limit());
        }
    }

    /** As whom a server and its steps are answered: another server of the scenario. */
    private void checkOthers(String path, CloudServer server) {
        checkOther(path + ".seenAs", server.seenAs());
        for (int i = 0; i < server.lifecycle().size(); i++) {
            Step.SeenAs seenAs = server.lifecycle().get(i).seenAs();
            checkOther(path + ".lifecycle[" + i + "].seenAs", seenAs == null ? null : seenAs.server());
        }
    }

    private void checkOther(String path, @Nullable String name) {
        if (name != null && !name.equals(Step.SeenAs.UNKNOWN) && !pathByName.containsKey(name)) {
            values.problem(path, quoted(name) + " is no server of the scenario; a server's name, or \"unknown\"");
        }
    }

    private void check(String path, CloudServer server) {
        checkIdentity(path, server);
        if (server.gatewayIp() != null) {
            values.checkAddress(path + ".gatewayIp", server.gatewayIp());
        }
        steps.check(path, server);
        cloud.check(path, server);
        check(path + ".rateLimit", server.rateLimit());
        for (int i = 0; i < server.lifecycle().size(); i++) {
            check(
                    path + ".lifecycle[" + i + "].rateLimit",
                    server.lifecycle().get(i).rateLimit());
        }
        values.checkDrawn(path + ".stagger", server.stagger());
        values.checkLength(path + ".startsAfter", server.startsAfter());
        boolean isStaggered = !server.stagger().longest().isZero();
        if (isStaggered && server.count() == 1) {
            values.problem(path + ".stagger", "only a burst is staggered; add \"count\"");
        }
        if (server.begins() != Begins.START) {
            String when = server.begins() == Begins.CREATED ? "when a client creates it" : "with the first request";
            if (isStaggered) {
                values.problem(path + ".stagger", "a life that begins " + when + " can't be staggered; leave one out");
            }
            if (!server.startsAfter().isZero()) {
                values.problem(
                        path + ".startsAfter", "a life that begins " + when + " waits for no time; leave one out");
            }
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
        } else if (name.equals(Step.SeenAs.UNKNOWN)) {
            wrong = "\"unknown\" stands for a caller that is no server; another name";
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
