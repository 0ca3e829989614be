package io.github.rackconnectmock.scenario;

import java.util.ArrayList;
import java.util.List;

/** What a scenario comes to where that depends on how it is asked. */
public final class ScenarioNotes {
    private static final int MOST = 100;

    private final List<Note> found = new ArrayList<>();

    /**
     * A note.
     *
     * @param path where, such as {@code incidents[0].fault}
     * @param message what it comes to
     */
    public record Note(String path, String message) {}

    private ScenarioNotes() {}

    /** The notes about a scenario, in the order of its parts; the first hundred. */
    public static List<Note> of(Scenario scenario) {
        ScenarioNotes notes = new ScenarioNotes();
        for (int i = 0; i < scenario.servers().size(); i++) {
            CloudServer server = scenario.servers().get(i);
            String path = "servers[" + i + "]";
            notes.look(path + ".fault", server.faults());
            for (int step = 0; step < server.lifecycle().size(); step++) {
                notes.look(
                        path + ".lifecycle[" + step + "].fault",
                        server.lifecycle().get(step).faults());
            }
        }
        for (int i = 0; i < scenario.incidents().size(); i++) {
            notes.look("incidents[" + i + "].fault", scenario.incidents().get(i).faults());
        }
        return notes.found;
    }

    private void look(String path, List<Fault> faults) {
        int refusing = Fault.refusingConnections(faults);
        for (int i = 0; i < faults.size() && found.size() < MOST; i++) {
            if (faults.get(i).effect() instanceof FaultEffect.Refused) {
                found.add(new Note(
                        faults.size() == 1 ? path : path + "[" + i + "]",
                        i == refusing
                                ? "closes a server's own port, answers CONNECT with 502, and resets connections on other ports"
                                : "resets connections on every port, since it isn't for all requests at once"));
            }
        }
    }
}
