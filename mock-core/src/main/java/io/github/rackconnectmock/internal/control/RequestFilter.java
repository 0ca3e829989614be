package io.github.rackconnectmock.internal.control;

import io.github.rackconnectmock.internal.api.Exchange;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Chooses requests by words such as {@code server:web-* -status:200 text}. Terms of one key are alternatives; all keys must
 * hold; a minus excludes; what has no known key is text that is looked for anywhere. The page has the same language.
 */
final class RequestFilter implements Predicate<Exchange> {
    /** A longer filter is none that somebody wrote. */
    private static final int LONGEST = 2_000;

    /** A word, of which a part may be in quotes. */
    private static final Pattern WORD = Pattern.compile("(?:[^\\s\"]|\"[^\"]*\"?)+");

    private static final Pattern TERM = Pattern.compile("(-?)(?:(\\w+):)?(.*)", Pattern.DOTALL);

    private static final Map<String, Key> KEYS = Map.ofEntries(
            Map.entry("server", Exchange::server),
            Map.entry("source", Exchange::source),
            Map.entry("op", RequestFilter::operation),
            Map.entry("operation", RequestFilter::operation),
            Map.entry("status", each -> each.sendsStatus() ? Integer.toString(each.status()) : null),
            Map.entry("answer", Exchange::word),
            Map.entry("reason", Exchange::reason),
            Map.entry("incident", Exchange::incident),
            Map.entry("method", each -> each.request().method()),
            Map.entry(
                    "format",
                    each -> each.format() == null ? null : each.format().word()),
            Map.entry("step", each -> each.state() == null ? null : each.state().step()),
            Map.entry(
                    "state",
                    each -> each.state() == null ? null : each.state().status().name()),
            Map.entry("outcome", each -> each.outcome().name()),
            Map.entry("number", each -> Long.toString(each.number())));

    /** What a key asks for. */
    private interface Key {
        @Nullable
        String of(Exchange exchange);
    }

    private final Map<String, List<Predicate<Exchange>>> wanted = new LinkedHashMap<>();
    private final List<Predicate<Exchange>> excluded = new ArrayList<>();

    private RequestFilter() {}

    /** Reads a filter. Every text is one. */
    static RequestFilter of(String text) {
        if (text.length() > LONGEST) {
            throw ControlProblem.badRequest("q has at most " + LONGEST + " characters");
        }
        RequestFilter filter = new RequestFilter();
        Matcher words = WORD.matcher(text);
        while (words.find()) {
            filter.add(words.group());
        }
        return filter;
    }

    private void add(String word) {
        Matcher term = TERM.matcher(word);
        if (!term.matches() || word.equals("-")) {
            return;
        }
        String written = term.group(2);
        String key = written == null || !KEYS.containsKey(written.toLowerCase(Locale.ROOT))
                ? null
                : written.toLowerCase(Locale.ROOT).replace("operation", "op");
        String value = (key != null || written == null ? "" : written + ":") + term.group(3);
        Predicate<Exchange> holds = key == null ? containing(unquoted(value)) : keyed(key, unquoted(value));
        if (!term.group(1).isEmpty()) {
            excluded.add(holds);
        } else {
            // Each text must be found; of a key's values, one.
            String group = key == null ? "text " + wanted.size() : key;
            wanted.computeIfAbsent(group, first -> new ArrayList<>()).add(holds);
        }
    }

    private static String unquoted(String text) {
        return text.replace("\"", "");
    }

    private static Predicate<Exchange> keyed(String key, String value) {
        Key of = KEYS.get(key);
        String[] parts = value.toLowerCase(Locale.ROOT).split("\\*", -1);
        return exchange -> {
            String found = of == null ? null : of.of(exchange);
            if (found == null) {
                return false;
            }
            String text = found.toLowerCase(Locale.ROOT);
            int end = key.equals("reason") ? text.indexOf(';') : -1;
            return isLike(text, parts) || (end >= 0 && isLike(text.substring(0, end), parts));
        };
    }

    /** Whether a text is made of these parts, in their order, with anything between. Takes no more than linear time. */
    private static boolean isLike(String text, String[] parts) {
        if (parts.length == 1) {
            return text.equals(parts[0]);
        }
        String last = parts[parts.length - 1];
        if (!text.startsWith(parts[0]) || text.length() < parts[0].length() + last.length() || !text.endsWith(last)) {
            return false;
        }
        int at = parts[0].length();
        for (int i = 1; i < parts.length - 1; i++) {
            int found = text.indexOf(parts[i], at);
            if (found < 0) {
                return false;
            }
            at = found + parts[i].length();
        }
        return at <= text.length() - last.length();
    }

    private static Predicate<Exchange> containing(String text) {
        String wanted = text.toLowerCase(Locale.ROOT);
        return exchange -> Stream.of(
                        exchange.server(),
                        exchange.source(),
                        exchange.request().method(),
                        exchange.request().target(),
                        exchange.reason(),
                        exchange.word(),
                        exchange.incident())
                .anyMatch(each -> each != null && each.toLowerCase(Locale.ROOT).contains(wanted));
    }

    private static @Nullable String operation(Exchange exchange) {
        return exchange.operation() == null ? null : exchange.operation().word();
    }

    @Override
    public boolean test(Exchange exchange) {
        return excluded.stream().noneMatch(each -> each.test(exchange))
                && wanted.values().stream().allMatch(any -> any.stream().anyMatch(each -> each.test(exchange)));
    }
}
