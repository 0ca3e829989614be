package io.github.rackconnectmock.internal.http;

import io.github.rackconnectmock.internal.api.HeaderFields;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds the header fields and targets that requests had before: a client that polls sends the same ones each time. One copy for all
 * of them makes a journal of thousands of requests small, and saves the time to make the copies. Used on the event loop only.
 */
final class RepeatedFields {
    private static final int PLACES = 64;

    /** Longer ones aren't kept, so that all that is kept stays small. */
    private static final int LONGEST = 2048;

    private final @Nullable HeaderFields[] known = new HeaderFields[PLACES];
    private final @Nullable String[] targets = new String[PLACES];
    // The hashes of the targets that came last and weren't known.
    private final int[] missed = new int[PLACES];

    /** The header fields of a request. */
    HeaderFields of(HttpHeaders headers) {
        int length = 0;
        int mix = headers.size();
        for (Iterator<Map.Entry<CharSequence, CharSequence>> all = headers.iteratorCharSequence(); all.hasNext(); ) {
            CharSequence value = all.next().getValue();
            length += value.length();
            mix = 31 * mix + value.length();
        }
        if (length > LONGEST) {
            return copy(headers);
        }
        int place = mix & (PLACES - 1);
        HeaderFields before = known[place];
        if (before != null && isSame(before, headers)) {
            return before;
        }
        HeaderFields fields = copy(headers);
        known[place] = fields;
        return fields;
    }

    /** A target. */
    String of(String target) {
        if (target.length() > LONGEST) {
            return target;
        }
        int hash = target.hashCode();
        int place = hash & (PLACES - 1);
        String before = targets[place];
        if (target.equals(before)) {
            return before;
        }
        // Only what comes again is kept: a store for each of thousands of targets that take turns would cost time and
        // help none of them.
        if (missed[place] == hash) {
            targets[place] = target;
        }
        missed[place] = hash;
        return target;
    }

    private static boolean isSame(HeaderFields fields, HttpHeaders headers) {
        if (fields.size() != headers.size()) {
            return false;
        }
        int i = 0;
        for (Iterator<Map.Entry<CharSequence, CharSequence>> all = headers.iteratorCharSequence(); all.hasNext(); i++) {
            Map.Entry<CharSequence, CharSequence> field = all.next();
            if (!AsciiString.contentEquals(field.getValue(), fields.value(i))
                    || !AsciiString.contentEquals(field.getKey(), fields.name(i))) {
                return false;
            }
        }
        return true;
    }

    private static HeaderFields copy(HttpHeaders headers) {
        String[] parts = new String[2 * headers.size()];
        int i = 0;
        for (Iterator<Map.Entry<CharSequence, CharSequence>> all = headers.iteratorCharSequence(); all.hasNext(); ) {
            Map.Entry<CharSequence, CharSequence> field = all.next();
            parts[i++] = field.getKey().toString();
            parts[i++] = field.getValue().toString();
        }
        return new HeaderFields(parts);
    }
}
