package io.github.rackconnectmock.scenario;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The formats of an answer (documented; their content types are observed for JSON, else inferred). */
public enum Format {
    TEXT("text", "text/plain; charset=utf-8"),
    JSON("JSON", "application/json"),
    XML("XML", "application/xml");

    private static final List<Format> ALL = List.of(TEXT, JSON, XML);
    private static final List<Format> STRUCTURED = List.of(JSON, XML);
    private static final List<Format> JSON_ONLY = List.of(JSON);

    private final String word;
    private final String lowerCaseWord;
    private final String contentType;

    Format(String word, String contentType) {
        this.word = word;
        this.lowerCaseWord = word.toLowerCase(Locale.ROOT);
        this.contentType = contentType;
    }

    /** As the published description writes it: {@code text}, {@code JSON}, {@code XML}. */
    public String word() {
        return word;
    }

    public String contentType() {
        return contentType;
    }

    /** The formats an operation offers, its default first (documented). */
    public static List<Format> offeredBy(Operation operation) {
        return switch (operation) {
            case AUTOMATION_STATUS, GATEWAY_IP -> ALL;
            case AUTOMATION_STATUS_DETAILS, AUTOMATION_FEATURES -> STRUCTURED;
            case TOKENS, SERVERS, SERVER, METADATA -> JSON_ONLY;
        };
    }

    /** The format of a word in any case (observed: {@code text}, {@code TEXT}, {@code json}, {@code JSON}, {@code XML}). */
    public static Optional<Format> ofWord(String word) {
        // Lower case, since upper case would take a long s for an S.
        String lower = word.toLowerCase(Locale.ROOT);
        for (Format format : ALL) {
            if (format.lowerCaseWord.equals(lower)) {
                return Optional.of(format);
            }
        }
        return Optional.empty();
    }
}
