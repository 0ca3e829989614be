package io.github.rackconnectmock.internal.report;

import io.github.rackconnectmock.internal.api.Exchange;

/**
 * How a state is drawn. A colour never tells it alone.
 *
 * @param fill the colour
 * @param letter a mark beside the word
 */
record Look(String fill, String letter) {
    private static final Look UNKNOWN = new Look("#7b8794", "–");
    private static final Look OTHER = new Look("#5c6670", "?");

    static Look of(String status, boolean known) {
        if (!known) {
            return UNKNOWN;
        }
        return switch (status) {
            case "DEPLOYING" -> new Look("#2f6fb5", "…");
            case "DEPLOYED" -> new Look("#2c7a4b", "✓");
            case "FAILED" -> new Look("#b3372c", "✕");
            case "UNPROCESSABLE" -> new Look("#8a4fa3", "⊘");
            default -> OTHER;
        };
    }

    /** The kinds of answers, the best first. */
    enum Answer {
        OK("#2c7a4b", "2xx"),
        PENDING("#98a2ad", "under way"),
        NOT_FOUND("#b7791f", "404"),
        CLIENT_ERROR("#8a5a2b", "other 4xx"),
        REFUSED("#d1480f", "403, 429"),
        SERVER_ERROR("#8b1a1a", "5xx"),
        NONE("#111111", "no status");

        private final String colour;
        private final String words;

        Answer(String colour, String words) {
            this.colour = colour;
            this.words = words;
        }

        String colour() {
            return colour;
        }

        String words() {
            return words;
        }
    }

    static Answer answer(Exchange request) {
        if (!request.sendsStatus()) {
            return Answer.NONE;
        }
        int status = request.status();
        if (status >= 500) {
            return Answer.SERVER_ERROR;
        }
        if (status == 403 || status == 429) {
            return Answer.REFUSED;
        }
        if (status >= 400) {
            return status == 404 ? Answer.NOT_FOUND : Answer.CLIENT_ERROR;
        }
        return request.outcome() == Exchange.Outcome.PENDING ? Answer.PENDING : Answer.OK;
    }

    static String tick(Exchange request) {
        return answer(request).colour();
    }

    /** Greater for a worse answer; 0 for a good one. */
    @SuppressWarnings("EnumOrdinal") // The order of the kinds is what is meant.
    static int badness(Exchange request) {
        return answer(request).ordinal();
    }
}
