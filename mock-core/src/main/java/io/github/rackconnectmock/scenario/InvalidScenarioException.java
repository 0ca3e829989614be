package io.github.rackconnectmock.scenario;

import java.util.List;
import java.util.stream.Collectors;

/** A scenario that can't be played. The message has one line for each mistake. */
public class InvalidScenarioException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final transient List<?> problems;

    /**
     * Says all that is wrong.
     *
     * @param problems what is wrong, each element one line as text; at least one
     */
    public InvalidScenarioException(List<?> problems) {
        super(problems.stream().map(Object::toString).collect(Collectors.joining(System.lineSeparator())));
        this.problems = List.copyOf(problems);
    }

    /** Each mistake in a line of its own: where, what is wrong, what would be right. */
    public List<String> problems() {
        return problems.stream().map(Object::toString).toList();
    }
}
