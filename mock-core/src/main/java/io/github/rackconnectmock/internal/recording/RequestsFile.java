package io.github.rackconnectmock.internal.recording;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads requests that were kept in a file: the journal of a mock, as {@code GET requests} of its control API shows it, or a HAR
 * file (HTTP Archive 1.2), as browsers and proxies write it. The file is read as a stream, since a HAR file is large.
 */
public final class RequestsFile {
    private static final String FORMS = "give a journal, as GET /__admin/rackconnect/requests shows it, or a HAR file";

    /** About what one observation takes in memory. */
    private static final long BYTES_OF_ONE = 400;

    /** The share of the heap that observations may take. */
    private static final long SHARE = 8;

    private final String name;
    private final List<Observation> observations = new ArrayList<>();
    private final Map<String, String> addresses = new HashMap<>();
    private final Map<Observation.Seen, Observation.Seen> values = new HashMap<>();
    private boolean isEitherKind;

    /**
     * What is in a file.
     *
     * @param addresses the address of each server by its name, as far as they are in it
     */
    public record Content(List<Observation> observations, Map<String, String> addresses) {
        public Content {
            observations = List.copyOf(observations);
            addresses = Map.copyOf(addresses);
        }
    }

    /** A file that can't be used. The message is one line: the file, the place, what is wrong, what would be right. */
    public static final class BadFileException extends Exception {
        private static final long serialVersionUID = 1L;

        BadFileException(String message) {
            super(message);
        }
    }

    /** Something wrong with one request of a file. */
    static final class WrongValue extends Exception {
        private static final long serialVersionUID = 1L;

        WrongValue(String path, String message) {
            super(path + ": " + message);
        }
    }

    private RequestsFile(String name) {
        this.name = name;
    }

    /**
     * Reads a file.
     *
     * @param name how messages call it
     * @param utf8 its content
     * @throws IOException if it can't be read
     * @throws BadFileException if it is neither kind, has mistakes, or is too large
     */
    public static Content read(String name, InputStream utf8) throws IOException, BadFileException {
        RequestsFile file = new RequestsFile(name);
        ReadableStream stream = new ReadableStream(utf8);
        try (JsonParser parser = JsonTree.parser(stream)) {
            file.read(parser);
        } catch (JsonProcessingException e) {
            JsonLocation place = e.getLocation();
            String where = place == null ? "" : ":" + place.getLineNr() + ":" + place.getColumnNr();
            throw new BadFileException(name + where + ": this is no JSON; " + FORMS);
        } catch (IOException e) {
            if (stream.hasFailed) {
                throw e;
            }
            // Bytes that are no text.
            throw new BadFileException(name + ": this is no JSON in UTF-8; " + FORMS);
        }
        return file.content();
    }

    private Content content() throws BadFileException {
        if (!isEitherKind) {
            throw new BadFileException(name + ": there is neither \"requests\" nor \"log\" in it; " + FORMS);
        }
        if (observations.isEmpty()) {
            throw new BadFileException(
                    name + ": there is no GET request for /v1/automation_status, /v1/automation_status/details,"
                            + " /v1/gateway_ip or /v1/automation_features in it");
        }
        return new Content(observations, addresses);
    }

    private void read(JsonParser parser) throws IOException, BadFileException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw new BadFileException(name + ": there is no object in it; " + FORMS);
        }
        while (next(parser) != JsonToken.END_OBJECT) {
            String field = parser.currentName();
            JsonToken token = next(parser);
            if (field.equals("requests") && token == JsonToken.START_ARRAY) {
                isEitherKind = true;
                readEntries(parser, new JournalEntries());
            } else if (field.equals("log") && token == JsonToken.START_OBJECT) {
                isEitherKind = true;
                readLog(parser);
            } else {
                parser.skipChildren();
            }
        }
        if (parser.nextToken() != null) {
            throw new BadFileException(name + ": there is more than one object in it; " + FORMS);
        }
    }

    private void readLog(JsonParser parser) throws IOException, BadFileException {
        while (next(parser) != JsonToken.END_OBJECT) {
            String field = parser.currentName();
            if (next(parser) == JsonToken.START_ARRAY && field.equals("entries")) {
                readEntries(parser, new HarEntries());
            } else {
                parser.skipChildren();
            }
        }
    }

    /** Reads the requests of one kind of file. */
    interface Entries {
        /** Where they stand, such as {@code log.entries}. */
        String path();

        /**
         * Whether a field of a request is needed.
         *
         * @param field its path
         * @param before the fields before it, as far as they are needed
         */
        boolean needs(String field, Map<?, ?> before);

        /** The observation of a request; empty for another request. */
        Optional<Observation> read(Entry entry) throws WrongValue;

        /** The addresses of servers that were in the requests so far, by their names. */
        Map<String, String> addresses();
    }

    private void readEntries(JsonParser parser, Entries entries) throws IOException, BadFileException {
        int most = (int) Math.min(Integer.MAX_VALUE, Runtime.getRuntime().maxMemory() / SHARE / BYTES_OF_ONE);
        for (int i = 0; next(parser) != JsonToken.END_ARRAY; i++) {
            Object value = JsonTree.value(parser, entries::needs);
            try {
                Optional<Observation> read = entries.read(Entry.of(entries.path() + "[" + i + "]", value));
                if (read.isPresent() && observations.size() == most) {
                    throw new BadFileException(name + ": more than " + most
                            + " requests don't fit into memory; give a part of it, or Java more memory");
                }
                read.map(this::shared).ifPresent(observations::add);
            } catch (WrongValue e) {
                throw new BadFileException(name + ": " + e.getMessage());
            }
        }
        addresses.putAll(entries.addresses());
    }

    /** The same with a value that is kept once: most of the time nothing changes. */
    private Observation shared(Observation each) {
        Observation.Seen seen = values.computeIfAbsent(each.seen(), value -> value);
        return new Observation(each.server(), each.operation(), each.asked(), each.answered(), seen);
    }

    private static JsonToken next(JsonParser parser) throws IOException {
        @Nullable JsonToken token = parser.nextToken();
        if (token == null) {
            throw new JsonParseException(parser, "the text ends too early");
        }
        return token;
    }

    /** Knows whether it couldn't be read: what Jackson says of bytes that aren't UTF-8 looks the same. */
    private static final class ReadableStream extends FilterInputStream {
        private boolean hasFailed;

        ReadableStream(InputStream stream) {
            super(stream);
        }

        @Override
        public int read() throws IOException {
            try {
                return super.read();
            } catch (IOException e) {
                hasFailed = true;
                throw e;
            }
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            try {
                return super.read(buffer, offset, length);
            } catch (IOException e) {
                hasFailed = true;
                throw e;
            }
        }
    }
}
