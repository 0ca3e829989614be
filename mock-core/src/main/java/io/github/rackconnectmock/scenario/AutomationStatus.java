package io.github.rackconnectmock.scenario;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How far RackConnect's automation of a cloud server is: one of four, or another word that a scenario makes up. Immutable. */
public final class AutomationStatus {
    /** The automation is at work (documented). */
    public static final AutomationStatus DEPLOYING = new AutomationStatus("DEPLOYING");

    /** The automation is done (documented). */
    public static final AutomationStatus DEPLOYED = new AutomationStatus("DEPLOYED");

    /** The automation gave up (documented). */
    public static final AutomationStatus FAILED = new AutomationStatus("FAILED");

    /**
     * The server can't be automated, being built in the wrong region (documented by the vendor for the Cloud Servers
     * metadata, not for this API).
     */
    public static final AutomationStatus UNPROCESSABLE = new AutomationStatus("UNPROCESSABLE");

    /** The four, in the order of a life. */
    public static final List<AutomationStatus> DOCUMENTED = List.of(DEPLOYING, DEPLOYED, FAILED, UNPROCESSABLE);

    private static final Pattern WORD = Pattern.compile("[A-Za-z_]{1,100}");

    private final String name;

    private AutomationStatus(String name) {
        this.name = name;
    }

    /** Whether a text can be a status: letters and {@code _}, at most 100. */
    public static boolean isWord(String text) {
        return WORD.matcher(text).matches();
    }

    /**
     * The status of this word.
     *
     * @throws IllegalArgumentException if it is no word of letters and {@code _}
     */
    public static AutomationStatus of(String word) {
        for (AutomationStatus documented : DOCUMENTED) {
            if (documented.name.equals(word)) {
                return documented;
            }
        }
        if (!isWord(word)) {
            throw new IllegalArgumentException("a status is a word of letters and \"_\", not \"" + word + '"');
        }
        return new AutomationStatus(word);
    }

    /** The word, such as {@code DEPLOYING}. */
    public String name() {
        return name;
    }

    /** Whether it is one of the four. */
    @SuppressWarnings("ReferenceEquality") // There is one object for each of the four.
    public boolean isDocumented() {
        return this == DEPLOYING || isTerminal();
    }

    /** Whether the automation has ended: the four but {@link #DEPLOYING}. */
    @SuppressWarnings("ReferenceEquality")
    public boolean isTerminal() {
        return this == DEPLOYED || this == FAILED || this == UNPROCESSABLE;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof AutomationStatus status && name.equals(status.name);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    /** The word. */
    @Override
    public String toString() {
        return name;
    }
}
