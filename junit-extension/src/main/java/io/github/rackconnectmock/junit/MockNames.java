package io.github.rackconnectmock.junit;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The names of the mocks of a context, by which parameters and fields tell them apart. */
final class MockNames {
    private MockNames() {}

    /**
     * Takes a name for an extension. Two extensions that answer for the same parameters would make JUnit fail too, but not say
     * what to do.
     *
     * @throws ExtensionConfigurationException if another extension of the context has the name
     */
    static void take(ExtensionContext context, MockPlan plan) {
        Object holder = MockPlace.store(context)
                .getOrComputeIfAbsent("mock named " + plan.mockName(), absent -> plan.identity(), Object.class);
        if (holder != plan.identity()) {
            String both = plan.mockName().isEmpty() ? "have no name" : "are named " + plan.mockName();
            throw new ExtensionConfigurationException("Two mocks of " + context.getDisplayName() + " " + both
                    + ": give each its own with RackConnectMockExtension.builder().name(\"…\"), and say @MockNamed(\"…\")"
                    + " on its parameters");
        }
        List<String> names = own(context);
        if (!names.contains(plan.mockName())) {
            names.add(plan.mockName());
        }
    }

    /** Whether this plan answers for a name: for its own, and the first one for a name that no mock has. */
    static boolean answers(ExtensionContext context, MockPlan plan, String wanted) {
        if (wanted.equals(plan.mockName())) {
            return true;
        }
        List<String> names = all(context);
        return !names.isEmpty() && !names.contains(wanted) && names.get(0).equals(plan.mockName());
    }

    /** The failure for a name that no mock has. */
    static ExtensionConfigurationException unknown(ExtensionContext context, String wanted) {
        String there = all(context).stream()
                .map(name -> name.isEmpty() ? "one without a name" : name)
                .collect(Collectors.joining(", "));
        return new ExtensionConfigurationException(
                wanted.isEmpty()
                        ? "No mock is without a name; say @MockNamed with one of those that there are: " + there
                        : "@MockNamed(\"" + wanted + "\"): no mock has this name; there are: " + there);
    }

    /** The names that a context and those around it have, the outermost first. */
    private static List<String> all(ExtensionContext context) {
        Deque<ExtensionContext> outermostFirst = new ArrayDeque<>();
        for (ExtensionContext each = context;
                each != null;
                each = each.getParent().orElse(null)) {
            outermostFirst.addFirst(each);
        }
        List<String> all = new ArrayList<>();
        for (ExtensionContext each : outermostFirst) {
            own(each).stream().filter(name -> !all.contains(name)).forEach(all::add);
        }
        return all;
    }

    /** With the context's id in the key, since a store is also asked for what its ancestors keep. */
    @SuppressWarnings("unchecked")
    private static List<String> own(ExtensionContext context) {
        return (List<String>) MockPlace.store(context)
                .getOrComputeIfAbsent(
                        "names of " + context.getUniqueId(), absent -> new CopyOnWriteArrayList<String>(), List.class);
    }
}
